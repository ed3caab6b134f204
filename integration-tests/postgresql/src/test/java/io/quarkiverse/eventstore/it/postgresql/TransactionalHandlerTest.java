package io.quarkiverse.eventstore.it.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.AppendToStreamOptions;
import io.quarkiverse.eventstore.ConcurrencyException;
import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.EventStoreSession;
import io.quarkiverse.eventstore.ExpectedStreamVersion;
import io.quarkiverse.eventstore.runtime.subscription.DurableSubscriptions;
import io.quarkiverse.eventstore.subscription.FailurePolicy;
import io.quarkiverse.eventstore.subscription.StartFrom;
import io.quarkiverse.eventstore.subscription.SubscriptionOptions;
import io.quarkiverse.eventstore.subscription.SubscriptionState;
import io.quarkiverse.eventstore.subscription.SubscriptionStatus;
import io.quarkiverse.eventstore.subscription.TransactionalEventHandler;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

/** Handlers that spoil the transaction they are given, or that lose it to somebody else. */
class TransactionalHandlerTest {

    private static final String NAME = "cart-summary";
    private static final Duration LEASE = Duration.ofSeconds(1);

    private final TestDatabase database = TestDatabase.migrated();
    private final EventStore store = TestNode.store(database.storage(4));
    private final DurableSubscriptions subscriptions = TestNode.subscriptions(database.storage(6), LEASE);

    @AfterEach
    void drop() {
        Outcomes.await(subscriptions.stopAll());
        database.close();
    }

    @Test
    void a_statement_that_failed_is_the_handlers_failure_although_it_recovers() {
        startTransactional((event, session) -> session.unwrap(SqlConnection.class).query("select 1 / 0").execute()
                .onFailure().recoverWithNull().replaceWithVoid());
        append(1);

        awaitStop("25P02");
    }

    @Test
    void an_append_that_was_refused_is_the_handlers_failure_although_it_recovers() {
        startTransactional((event, session) -> session.appendToStream(event.streamName(), ShoppingCartEvent.numbered("p", 1),
                AppendToStreamOptions.expecting(ExpectedStreamVersion.noStream()))
                .onFailure(ConcurrencyException.class).recoverWithNull().replaceWithVoid());
        append(1);

        awaitStop("expected no stream, but it is at 1.");
    }

    @Test
    void a_commit_that_is_refused_is_the_handlers_failure() {
        database.execute("create table parent (id int primary key); "
                + "create table child (id int references parent deferrable initially deferred)");
        startTransactional((event, session) -> session.unwrap(SqlConnection.class).query("insert into child values (1)")
                .execute().replaceWithVoid());
        append(1);

        awaitStop("child");
    }

    /** Its lease has another fence by then, as after a takeover: that of its last statement does not fit any more. */
    @Test
    void nothing_is_committed_of_a_handler_whose_partition_was_taken_meanwhile() {
        database.execute("create table handled (call int)");
        CompletableFuture<Void> taken = new CompletableFuture<>();
        AtomicInteger calls = new AtomicInteger();
        DurableSubscriptions patient = TestNode.subscriptions(database.storage(6), Duration.ofSeconds(20));
        Outcomes.await(patient.startTransactional(SubscriptionOptions.named(NAME), Object.class, (event, session) -> {
            int call = calls.incrementAndGet();
            return session.unwrap(SqlConnection.class).query("insert into handled values (" + call + ")").execute()
                    .chain(() -> Uni.createFrom().completionStage(taken));
        }));
        append(1);
        Awaitility.await().atMost(Outcomes.AT_MOST).until(() -> calls.get() == 1);

        database.execute("update event_store.subscription_checkpoints set fence = fence + 1");
        database.execute("update event_store.subscription_leases set token = token + 1, node = null, expires_at = null");
        taken.complete(null);

        Outcomes.await(patient.awaitPosition(NAME, 1, Outcomes.AT_MOST));
        assertThat(database.strings("select call from handled")).containsExactly("2");
        Outcomes.await(patient.stopAll());
    }

    /** As the documentation has it: pause, reset, empty, resume. */
    @Test
    void nothing_is_doubled_in_a_table_that_is_emptied_after_a_reset() {
        database.execute("create table handled (call int)");
        CompletableFuture<Void> emptied = new CompletableFuture<>();
        AtomicInteger calls = new AtomicInteger();
        DurableSubscriptions patient = TestNode.subscriptions(database.storage(6), Duration.ofSeconds(20));
        Outcomes.await(patient.startTransactional(SubscriptionOptions.named(NAME), Object.class, (event, session) -> {
            int call = calls.incrementAndGet();
            return session.unwrap(SqlConnection.class).query("insert into handled values (" + call + ")").execute()
                    .chain(() -> Uni.createFrom().completionStage(emptied));
        }));
        append(1);
        Awaitility.await().atMost(Outcomes.AT_MOST).until(() -> calls.get() == 1);

        Outcomes.await(patient.pause(NAME));
        Outcomes.await(patient.reset(NAME, StartFrom.beginning()));
        database.execute("delete from handled");
        emptied.complete(null);
        Outcomes.await(patient.resume(NAME));

        Outcomes.await(patient.awaitPosition(NAME, 1, Outcomes.AT_MOST));
        assertThat(database.strings("select call from handled")).containsExactly("2");
        Outcomes.await(patient.stopAll());
    }

    @Test
    void a_handler_is_tried_again_as_long_as_the_storage_is_away() {
        AtomicInteger calls = new AtomicInteger();
        startTransactional((event, session) -> calls.incrementAndGet() > 5 ? Uni.createFrom().voidItem()
                : session.unwrap(SqlConnection.class).query("select pg_terminate_backend(pg_backend_pid())").execute()
                        .onFailure().recoverWithNull().replaceWithVoid());

        append(1);

        Outcomes.await(subscriptions.awaitPosition(NAME, 1, Outcomes.AT_MOST));
        assertThat(calls).hasValue(6);
    }

    /** It meets the end of the connection in its own statements. */
    @Test
    void a_handler_is_not_to_blame_for_the_end_of_the_connection_that_it_was_given() {
        AtomicInteger calls = new AtomicInteger();
        startTransactional((event, session) -> calls.incrementAndGet() > 5 ? Uni.createFrom().voidItem()
                : session.unwrap(SqlConnection.class).query("select pg_terminate_backend(pg_backend_pid())").execute()
                        .replaceWithVoid());

        append(1);

        Outcomes.await(subscriptions.awaitPosition(NAME, 1, Outcomes.AT_MOST));
        assertThat(calls).hasValue(6);
    }

    @Test
    void events_are_handled_one_by_one_when_the_server_ends_a_transaction_with_several() {
        Map<EventStoreSession, Integer> events = new ConcurrentHashMap<>();
        startTransactional((event, session) -> events.merge(session, 1, Integer::sum) == 1 ? Uni.createFrom().voidItem()
                : session.unwrap(SqlConnection.class).query("select pg_terminate_backend(pg_backend_pid())").execute()
                        .replaceWithVoid());

        append(5);

        Outcomes.await(subscriptions.awaitPosition(NAME, 5, Outcomes.AT_MOST));
    }

    /** Each call is short enough, and none of them meets the end of the connection. */
    @Test
    void events_are_handled_one_by_one_when_they_are_idle_for_too_long_together() {
        startTransactional((event, session) -> Uni.createFrom().voidItem().onItem().delayIt().by(LEASE.dividedBy(5)));

        append(5);

        Outcomes.await(subscriptions.awaitPosition(NAME, 5, Outcomes.AT_MOST));
    }

    private void startTransactional(TransactionalEventHandler<Object> handler) {
        Outcomes.await(subscriptions.startTransactional(SubscriptionOptions.named(NAME).withFailurePolicy(
                FailurePolicy.stop().withRetries(2, Duration.ofMillis(5), Duration.ofMillis(10))), Object.class, handler));
    }

    private void awaitStop(String error) {
        Awaitility.await().atMost(Outcomes.AT_MOST).until(() -> state().status() == SubscriptionStatus.STOPPED);
        SubscriptionState state = state();
        assertThat(state.lastError()).hasValueSatisfying(text -> assertThat(text).contains(error));
        assertThat(state.position()).isZero();
    }

    private SubscriptionState state() {
        return Outcomes.await(subscriptions.state(NAME));
    }

    private void append(int events) {
        Outcomes.await(store.appendToStream("cart-1", ShoppingCartEvent.numbered("p", events)));
    }
}
