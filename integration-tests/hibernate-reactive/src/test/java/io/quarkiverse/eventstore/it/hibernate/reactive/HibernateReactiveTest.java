package io.quarkiverse.eventstore.it.hibernate.reactive;

import static io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.added;
import static io.quarkiverse.eventstore.testing.contract.fixture.StreamNames.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.inject.Inject;

import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.ConcurrencyException;
import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.EventStoreSessionFactory;
import io.quarkiverse.eventstore.runtime.store.commit.CommitOrder;
import io.quarkiverse.eventstore.testing.contract.fixture.RecordedHooks;
import io.quarkiverse.eventstore.testing.contract.fixture.RecordingHook;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/** Events and entities commit or are rolled back together. */
@QuarkusTest
class HibernateReactiveTest {

    private static final Uni<Void> NOTHING = Uni.createFrom().voidItem();

    private final String cart = unique("cart");

    @Inject
    Carts carts;

    @Inject
    Callers callers;

    @Inject
    EventStore store;

    @Inject
    EventStoreSessionFactory sessions;

    @Inject
    RecordedHooks hooks;

    @Inject
    CommitOrder commits;

    @Inject
    Mutiny.SessionFactory factory;

    @Inject
    Pool pool;

    @Test
    void of_an_annotated_method() {
        callers.await(() -> carts.add(cart, NOTHING));
        callers.await(() -> carts.add(cart, NOTHING));

        assertThat(products()).isEqualTo(2);
        assertThat(version()).isEqualTo(2);
    }

    @Test
    void not_at_all_when_something_fails_after_the_append() {
        Throwable failure = callers.failureOf(
                () -> carts.add(cart, Uni.createFrom().failure(new IllegalStateException("Not today."))));

        assertThat(failure).hasMessage("Not today.");
        assertThat(products()).isZero();
        assertThat(version()).isZero();
        assertThat(hooks.hooksCalledFor(cart)).isEmpty();
    }

    @Test
    void hooks_follow_the_commit_once() {
        callers.await(() -> carts.add(cart, Uni.createFrom().voidItem()
                .invoke(() -> assertThat(hooks.hooksCalledFor(cart)).isEmpty())));

        String later = unique("cart");
        callers.await(() -> carts.add(later, NOTHING));
        await().until(() -> !hooks.toldTo(RecordingHook.NAME, later).isEmpty());
        assertThat(hooks.toldTo(RecordingHook.NAME, cart)).hasSize(1);
    }

    /** One that did not end its turn would keep all later events of the stream from what listens, such as forwarding. */
    @Test
    void are_told_in_order_and_those_rolled_back_not_at_all() {
        Queue<Long> told = new ConcurrentLinkedQueue<>();
        commits.listen(events -> events.stream().filter(event -> event.streamName().equals(cart))
                .forEach(event -> told.add(event.streamVersion())));

        callers.await(() -> carts.add(cart, NOTHING));
        callers.failureOf(() -> carts.add(cart, Uni.createFrom().failure(new IllegalStateException("Not today."))));
        callers.await(() -> carts.add(cart, NOTHING));

        await().until(() -> told.size() == 2);
        assertThat(told).containsExactly(1L, 2L);
    }

    @Test
    void hooks_have_transactions_of_their_own() {
        String audited = unique(AuditHook.CATEGORY);
        callers.await(() -> Panache.withTransaction(() -> new CartSummary(audited, 1).persist()
                .chain(() -> carts.append(audited, 0))));

        String audit = AuditHook.auditOf(audited);
        await().until(() -> callers.await(() -> Panache.withSession(() -> CartSummary.findById(audit))) != null);
        assertThat(callers.await(() -> store.readStream(audit, Object.class)).currentStreamVersion()).isEqualTo(1);
    }

    @Test
    void of_nested_transactions_end_with_the_outermost() {
        Throwable failure = callers.failureOf(() -> Panache.withTransaction(() -> carts.add(cart, NOTHING)
                .chain(() -> carts.add(cart, NOTHING))
                .chain(() -> Uni.createFrom().failure(new IllegalStateException("Not today.")))));

        assertThat(failure).hasMessage("Not today.");
        assertThat(version()).isZero();
        assertThat(products()).isZero();
        assertThat(hooks.hooksCalledFor(cart)).isEmpty();
    }

    @Test
    void may_be_asked_for_at_the_same_time() {
        String other = unique("cart");
        callers.await(() -> Panache.withTransaction(() -> new CartSummary(cart, 1).persist()
                .chain(() -> Uni.join().all(carts.append(cart, 0), carts.append(other, 0)).andFailFast())));

        assertThat(products()).isEqualTo(1);
        assertThat(version()).isEqualTo(1);
    }

    @Test
    void not_when_something_beside_the_append_fails_meanwhile() {
        for (int i = 0; i < 50; i++) {
            callers.failureOf(() -> Panache.withTransaction(() -> new CartSummary(cart, 1).persist()
                    .chain(() -> Uni.combine().all().unis(carts.append(cart, 0),
                            pool.query("select 1").execute().chain(() -> Uni.createFrom()
                                    .failure(new IllegalStateException("Not today."))))
                            .discardItems())));

            assertThat(products()).isZero();
            assertThat(version()).isZero();
        }
    }

    @Test
    void not_when_a_session_is_given_up_while_its_append_waits() {
        SqlConnection holder = now(pool.getConnection());
        var held = now(holder.begin());
        now(sessions.joining(holder).appendToStream(cart, List.of(added("held"))));

        AtomicInteger givenUp = new AtomicInteger();
        CompletableFuture<Throwable> failure = callers.inRequest(() -> Panache.withTransaction(() -> new CartSummary(cart, 1)
                .persist()
                .chain(() -> sessions.withSession(session -> session.appendToStream(cart, List.of(added("late"))))
                        .ifNoItem().after(Duration.ofMillis(100)).fail()
                        .onFailure().invoke(givenUp::incrementAndGet)
                        .onFailure().recoverWithNull())))
                .<Throwable> replaceWith((Throwable) null).onFailure().recoverWithItem(f -> f).subscribeAsCompletionStage();
        await().until(() -> givenUp.get() == 1);
        now(held.rollback());
        now(holder.close());

        assertThat(failure.join()).isNotNull();
        assertThat(products()).isZero();
        assertThat(version()).isZero();
    }

    @Test
    void the_log_is_not_read_in_a_transaction_that_it_would_wait_for() {
        Throwable failure = callers.failureOf(() -> Panache.withTransaction(() -> carts.append(cart, 0)
                .chain(() -> store.readAll(Object.class).collect().asList())));

        assertThat(failure).isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("Event store: expected readAll outside of transactions");
        assertThat(version()).isZero();
    }

    @Test
    void of_a_transaction_of_panache() {
        callers.await(() -> Panache.withTransaction(() -> new CartSummary(cart, 1).persist()
                .chain(() -> carts.append(cart, 0))));

        assertThat(products()).isEqualTo(1);
        assertThat(version()).isEqualTo(1);
    }

    @Test
    void of_a_transaction_of_the_session_factory() {
        Throwable failure = callers.failureOf(() -> factory.withTransaction(session -> session.persist(new CartSummary(cart, 1))
                .chain(() -> carts.append(cart, 0))
                .chain(() -> Uni.createFrom().failure(new IllegalStateException("Not today.")))));
        assertThat(failure).hasMessage("Not today.");
        assertThat(version()).isZero();

        callers.await(() -> factory.withTransaction(session -> session.persist(new CartSummary(cart, 1))
                .chain(() -> carts.append(cart, 0))));
        assertThat(products()).isEqualTo(1);
        assertThat(version()).isEqualTo(1);
    }

    @Test
    void of_a_stateless_session() {
        Throwable failure = callers.failureOf(() -> factory.withStatelessTransaction(session -> session
                .insert(new CartSummary(cart, 1))
                .chain(() -> carts.append(cart, 0))
                .chain(() -> Uni.createFrom().failure(new IllegalStateException("Not today.")))));
        assertThat(failure).hasMessage("Not today.");
        assertThat(version()).isZero();

        callers.await(() -> factory.withStatelessTransaction(session -> session.insert(new CartSummary(cart, 1))
                .chain(() -> carts.append(cart, 0))));
        assertThat(products()).isEqualTo(1);
        assertThat(version()).isEqualTo(1);
    }

    @Test
    void also_when_the_application_deals_with_a_conflict() {
        callers.await(() -> Panache.withTransaction(() -> new CartSummary(cart, 1).persist()
                .chain(() -> carts.append(cart, 7)).replaceWithVoid()
                .onFailure(ConcurrencyException.class).recoverWithUni(() -> carts.append(cart, 0).replaceWithVoid())));

        assertThat(products()).isEqualTo(1);
        assertThat(version()).isEqualTo(1);
    }

    @Test
    void entities_are_sent_before_events_and_reads_see_what_was_appended() {
        long seen = callers.await(() -> Panache.withTransaction(() -> new CartSummary(cart, 1).persist()
                .chain(() -> carts.append(cart, 0))
                .chain(() -> store.readStream(cart, Object.class))
                .invoke(read -> assertThat(read.currentStreamVersion()).isEqualTo(1))
                .chain(() -> pool.preparedQuery("select count(*) from event_store.streams where stream_name = $1")
                        .execute(Tuple.of(cart)))
                .invoke(others -> assertThat(others.iterator().next().getLong(0)).as("seen by others").isZero())
                .chain(() -> sessions.withSession(session -> session.unwrap(SqlConnection.class)
                        .preparedQuery("select count(*) from CartSummary where cart = $1").execute(Tuple.of(cart))
                        .map(rows -> rows.iterator().next().getLong(0))))));

        assertThat(seen).isEqualTo(1);
    }

    @Test
    void sessions_take_part() {
        callers.await(() -> Panache.withTransaction(() -> new CartSummary(cart, 2).persist()
                .chain(() -> sessions.withSession(session -> session.appendToStream(cart, List.of(added("apple")))
                        .chain(() -> session.appendToStream(cart, List.of(added("plum"))))))));
        assertThat(products()).isEqualTo(2);
        assertThat(version()).isEqualTo(2);

        callers.failureOf(() -> Panache.withTransaction(() -> sessions
                .withSession(session -> session.appendToStream(cart, List.of(added("pear"))))
                .chain(() -> Uni.createFrom().failure(new IllegalStateException("Not today.")))));
        assertThat(version()).isEqualTo(2);
    }

    @Test
    void a_session_that_fails_keeps_the_transaction_from_committing() {
        Throwable failure = callers.failureOf(() -> Panache.withTransaction(() -> new CartSummary(cart, 1).persist()
                .chain(() -> sessions.withSession(session -> session.appendToStream(cart, List.of(added("apple")))
                        .chain(() -> Uni.createFrom().<Void> failure(new IllegalStateException("Not today."))))
                        .onFailure(IllegalStateException.class).recoverWithNull())));

        assertThat(failure).isNotNull();
        assertThat(products()).isZero();
        assertThat(version()).isZero();
        assertThat(hooks.hooksCalledFor(cart)).isEmpty();
    }

    @Test
    void without_a_transaction_each_append_has_its_own() {
        callers.failureOf(() -> Panache.withSession(() -> carts.append(cart, 0)
                .chain(() -> Uni.createFrom().failure(new IllegalStateException("Not today.")))));

        assertThat(version()).isEqualTo(1);
    }

    @Test
    void outside_of_a_request_each_append_has_its_own() {
        callers.onRootContext(() -> carts.append(cart, 0)).await().atMost(Duration.ofSeconds(30));

        assertThat(version()).isEqualTo(1);
    }

    @Test
    void are_lost_together_with_the_connection() {
        Throwable failure = callers.failureOf(() -> Panache.withTransaction(() -> new CartSummary(cart, 1).persist()
                .chain(() -> carts.append(cart, 0))
                .chain(() -> sessions.withSession(session -> session.unwrap(SqlConnection.class)
                        .query("select pg_backend_pid()").execute().map(rows -> rows.iterator().next().getInteger(0))))
                .chain(process -> pool.preparedQuery("select pg_terminate_backend($1, 5000)").execute(Tuple.of(process)))));

        assertThat(failure).isNotNull();
        assertThat(products()).isZero();
        assertThat(version()).isZero();
        assertThat(hooks.hooksCalledFor(cart)).isEmpty();
    }

    private int products() {
        return callers.await(() -> Panache.withSession(() -> CartSummary.<CartSummary> findById(cart)
                .map(found -> found == null ? 0 : found.products)));
    }

    private static <T> T now(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(30));
    }

    private long version() {
        return callers.await(() -> store.readStream(cart, Object.class)).currentStreamVersion();
    }
}
