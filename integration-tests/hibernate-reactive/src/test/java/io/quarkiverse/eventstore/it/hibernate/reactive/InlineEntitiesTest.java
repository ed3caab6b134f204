package io.quarkiverse.eventstore.it.hibernate.reactive;

import static io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.opened;
import static io.quarkiverse.eventstore.testing.contract.fixture.StreamNames.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.AppendToStreamOptions;
import io.quarkiverse.eventstore.BlockingEventStore;
import io.quarkiverse.eventstore.ConcurrencyException;
import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.EventStoreSessionFactory;
import io.quarkiverse.eventstore.EventStoreStorageException;
import io.quarkiverse.eventstore.InlineProjectionException;
import io.quarkiverse.eventstore.it.hibernate.reactive.ParcelEvent.ParcelPacked;
import io.quarkiverse.eventstore.projection.Projections;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.sqlclient.TransactionRollbackException;

/** An inline projection whose read model are entities. */
@QuarkusTest
class InlineEntitiesTest {

    @Inject
    Callers callers;

    @Inject
    EventStore store;

    @Inject
    BlockingEventStore blocking;

    @Inject
    Projections projections;

    @Inject
    EventStoreSessionFactory sessions;

    @Inject
    Pool pool;

    private final String depot = unique("depot");
    private final String parcels = unique("parcels");

    @Test
    void has_entities_at_hand_in_a_transaction_of_hibernate() {
        callers.await(() -> Panache.withTransaction(() -> store.appendToStream(parcels, List.of(packed(3), packed(4)))
                .chain(() -> Depot.<Depot> findById(depot))
                .invoke(found -> assertThat(found.parcels).isEqualTo(2))));

        assertDepot(2, 7);
    }

    @Test
    void has_entities_at_hand_in_an_append_of_its_own() {
        callers.await(() -> store.appendToStream(parcels, List.of(packed(3), packed(4))));
        Outcomes.await(store.appendToStream(parcels, List.of(packed(1))));
        blocking.appendToStream(parcels, List.of(packed(1)));

        assertDepot(4, 9);
        assertVersion(4);
    }

    @Test
    void answers_in_the_context_of_the_caller() {
        boolean isSame = callers.await(() -> {
            Object context = Vertx.currentContext();
            return store.appendToStream(parcels, List.of(packed(3))).map(result -> Vertx.currentContext() == context);
        });

        assertThat(isSame).isTrue();
    }

    @Test
    void rolls_back_with_entities_that_the_database_refuses() {
        Outcomes.await(store.appendToStream(parcels, List.of(packed(60))));

        Throwable failure = callers.failureOf(() -> store.appendToStream(parcels, List.of(packed(30), packed(30))));

        assertThat(failure).isInstanceOf(InlineProjectionException.class)
                .hasMessageStartingWith(
                        "Inline projection depots: expected it to take event 3 (ParcelPacked) of stream " + parcels);
        assertDepot(1, 60);
        assertVersion(1);
    }

    @Test
    void lets_nothing_be_committed_of_the_transaction_in_which_it_fails() {
        Throwable failure = callers.failureOf(() -> Panache.withTransaction(
                () -> store.appendToStream(parcels, List.of(packed(100))).onFailure().recoverWithNull()));

        assertThat(failure).isNotNull();
        assertVersion(0);
    }

    @Test
    void fails_the_append_when_it_marks_the_transaction_for_rollback() {
        Throwable failure = callers.failureOf(
                () -> store.appendToStream(parcels, List.of(new ParcelPacked(ParcelCounts.REFUSED, 1))));

        assertThat(failure).isInstanceOf(EventStoreStorageException.class)
                .hasMessage(
                        "Hibernate Reactive: expected the transaction to be committed, but something in it has marked it for "
                                + "rollback; nothing was stored.");
        assertVersion(0);
    }

    @Test
    void lets_nothing_be_committed_when_its_append_is_given_up() {
        Outcomes.await(store.appendToStream(parcels, List.of(packed(1))));
        CompletableFuture<Void> held = new CompletableFuture<>();
        CompletableFuture<Void> release = new CompletableFuture<>();
        var holder = sessions.withSession(session -> session.appendToStream(parcels, List.of(opened()))
                .invoke(() -> held.complete(null))
                .chain(() -> Uni.createFrom().completionStage(release))).subscribeAsCompletionStage();
        assertThat(held).succeedsWithin(Outcomes.AT_MOST);
        CompletableFuture<Void> givenUp = new CompletableFuture<>();
        var transaction = callers.inRequest(() -> Panache.withTransaction(() -> appendUntil(givenUp)))
                .subscribeAsCompletionStage();
        await().until(() -> Outcomes.await(pool.query("select from pg_stat_activity where wait_event_type = 'Lock'").execute())
                .size() == 1);

        givenUp.complete(null);
        release.complete(null);

        assertThat(holder).succeedsWithin(Outcomes.AT_MOST);
        assertThat(transaction).failsWithin(Outcomes.AT_MOST).withThrowableThat()
                .withCauseInstanceOf(TransactionRollbackException.class);
        assertVersion(2);
        assertDepot(1, 1);
    }

    @Test
    void leaves_nothing_of_a_conflict() {
        Outcomes.await(store.appendToStream(parcels, List.of(packed(1))));

        assertThat(callers.failureOf(
                () -> store.appendToStream(parcels, List.of(packed(1)), AppendToStreamOptions.expecting(0))))
                .isInstanceOf(ConcurrencyException.class);

        assertDepot(1, 1);
    }

    /** Those that open the depot at the same time are refused by its key. */
    @Test
    void agrees_with_the_streams_when_many_append() {
        var outcomes = Outcomes.race(IntStream.range(0, 40)
                .mapToObj(i -> store.appendToStream(unique("parcels"), List.of(packed(1)))).toList());

        long succeeded = outcomes.stream().filter(Outcomes.Outcome::succeeded).count();
        assertThat(succeeded).isPositive();
        assertThat(depot().parcels).isEqualTo((int) succeeded);
    }

    @Test
    void follows_the_log_and_is_built_anew_with_entities_at_hand() {
        Outcomes.await(store.appendToStream(parcels, List.of(packed(1))));
        Outcomes.await(projections.follow(Depots.NAME));
        long position = Outcomes.await(store.appendToStream(parcels, Collections.nCopies(20, packed(1))))
                .lastEventGlobalPosition();
        Outcomes.await(projections.hasSeen(Depots.NAME, position));
        assertDepot(21, 21);

        Outcomes.await(projections.rebuild(Depots.NAME));

        assertDepot(21, 21);
        Outcomes.await(store.appendToStream(parcels, List.of(packed(1))));
        assertDepot(22, 22);
    }

    @Test
    void is_built_anew_by_annotated_methods_with_entities_at_hand() {
        Outcomes.await(store.appendToStream(parcels, List.of(packed(1), packed(2))));
        assertThat(parcelCount()).isEqualTo(2);
        callers.await(() -> Panache.withTransaction(() -> ParcelCount.update("parcels = 99")));

        Outcomes.await(projections.rebuild(ParcelCounts.NAME));

        assertThat(parcelCount()).isEqualTo(2);
        Outcomes.await(store.appendToStream(parcels, List.of(packed(1))));
        assertThat(parcelCount()).isEqualTo(3);
    }

    /** Cancels the append where the request runs, and goes on. */
    private Uni<Void> appendUntil(CompletableFuture<Void> givenUp) {
        return Uni.createFrom().emitter(request -> {
            Context context = Vertx.currentContext();
            Cancellable append = store.appendToStream(parcels, List.of(packed(5))).subscribe().with(appended -> {
            }, request::fail);
            givenUp.thenRun(() -> context.runOnContext(turn -> {
                append.cancel();
                request.complete(null);
            }));
        });
    }

    private int parcelCount() {
        Uni<ParcelCount> find = Uni.createFrom().deferred(() -> Panache.withSession(() -> ParcelCount.findById(parcels)));
        return callers.await(() -> find).parcels;
    }

    private ParcelPacked packed(int weight) {
        return new ParcelPacked(depot, weight);
    }

    private void assertVersion(long version) {
        assertThat(Outcomes.await(store.readStream(parcels, Object.class)).currentStreamVersion()).isEqualTo(version);
    }

    private void assertDepot(int parcelCount, int weight) {
        Depot found = depot();
        assertThat(found.parcels).isEqualTo(parcelCount);
        assertThat(found.weight).isEqualTo(weight);
    }

    private Depot depot() {
        Uni<Depot> find = Uni.createFrom().deferred(() -> Panache.withSession(() -> Depot.findById(depot)));
        return callers.await(() -> find);
    }
}
