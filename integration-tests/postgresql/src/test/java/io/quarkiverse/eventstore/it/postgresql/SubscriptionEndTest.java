package io.quarkiverse.eventstore.it.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.runtime.subscription.DurableSubscriptions;
import io.quarkiverse.eventstore.spi.EventStorage;
import io.quarkiverse.eventstore.subscription.FailurePolicy;
import io.quarkiverse.eventstore.subscription.HandlerThread;
import io.quarkiverse.eventstore.subscription.SubscriptionOptions;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.SqlConnection;

/** A subscription that starts, stops or cannot call its handler leaves nothing behind and handles nothing twice. */
class SubscriptionEndTest {

    private static final String NAME = "cart-summary";
    private static final Duration LEASE = Duration.ofSeconds(20);
    private static final FailurePolicy PARK_AT_ONCE = FailurePolicy.park().withRetries(0, Duration.ofMillis(1),
            Duration.ofMillis(1));

    private final TestDatabase database = TestDatabase.migrated();
    private final EventStorage storage = database.storage(8);
    private final List<Long> handled = new CopyOnWriteArrayList<>();

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void runs_a_partition_once_when_it_is_started_while_it_is_being_stopped() {
        database.execute("create table handled (position bigint)");
        DurableSubscriptions subscriptions = TestNode.subscriptions(storage, LEASE);
        CompletableFuture<Void> mayEnd = new CompletableFuture<>();
        CompletableFuture<Void> atWork = new CompletableFuture<>();
        Outcomes.await(subscriptions.startTransactional(named(), Object.class, (event, session) -> {
            atWork.complete(null);
            return Uni.createFrom().completionStage(mayEnd).chain(() -> noteIn(session.unwrap(SqlConnection.class), event
                    .globalPosition()));
        }));
        append(1);
        atWork.join();

        CompletableFuture<Void> stop = subscriptions.stop(NAME).subscribeAsCompletionStage();
        assertThat(Outcomes.failureOf(startNotingIn(subscriptions))).isInstanceOf(IllegalStateException.class);
        mayEnd.complete(null);
        stop.join();
        Outcomes.await(startNotingIn(subscriptions));
        append(1);
        Awaitility.await().atMost(Outcomes.AT_MOST).until(() -> database.number("select max(position) from handled") == 2);

        assertThat(database.strings("select position from handled order by 1")).containsExactly("1", "2");
        Outcomes.await(subscriptions.stopAll());
    }

    /** Others are still at work. */
    @Test
    void gives_a_partition_to_others_as_soon_as_its_own_handler_is_done() {
        CompletableFuture<Void> mayEnd = new CompletableFuture<>();
        CompletableFuture<Void> atWork = new CompletableFuture<>();
        SubscriptionOptions wide = named().withPartitions(8);
        DurableSubscriptions leaving = TestNode.subscriptions(storage, LEASE);
        Outcomes.await(leaving.start(wide, Object.class, event -> {
            atWork.complete(null);
            return Uni.createFrom().completionStage(mayEnd);
        }));
        append(1);
        atWork.join();
        CompletableFuture<Void> stop = leaving.stop(NAME).subscribeAsCompletionStage();

        DurableSubscriptions other = TestNode.subscriptions(database.storage(4), LEASE);
        Outcomes.await(other.start(wide, Object.class, event -> Uni.createFrom().voidItem()));

        Awaitility.await().atMost(LEASE.dividedBy(2)).until(() -> database.strings(
                "select count(*) from event_store.subscription_leases group by node order by 1").equals(List.of("1", "7")));
        assertThat(stop).isNotDone();
        mayEnd.complete(null);
        assertThat(stop).succeedsWithin(Outcomes.AT_MOST);
        Outcomes.await(other.stopAll());
    }

    @Test
    void leaves_no_lease_behind_when_it_is_stopped_while_it_starts() throws SQLException {
        DurableSubscriptions other = TestNode.subscriptions(database.storage(4), LEASE);
        Outcomes.await(other.start(named(), Object.class, event -> Uni.createFrom().voidItem()));
        Outcomes.await(other.stop(NAME));
        DurableSubscriptions subscriptions = TestNode.subscriptions(storage, LEASE);
        CompletableFuture<Void> start;
        try (Connection connection = database.connect(); Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table event_store.subscriptions in access exclusive mode");
            start = start(subscriptions).subscribeAsCompletionStage();
            database.awaitLocks(1);
            Outcomes.await(subscriptions.stop(NAME));
            connection.rollback();
        }

        assertThat(start).failsWithin(Outcomes.AT_MOST).withThrowableThat().havingRootCause()
                .isInstanceOf(IllegalStateException.class)
                .withMessage("Subscription " + NAME + ": expected to start it, but it was stopped meanwhile.");
        Outcomes.await(start(other));
        append(1);
        Awaitility.await().atMost(Outcomes.AT_MOST).until(() -> handled.equals(List.of(1L)));
        assertThat(subscriptions.isRunning(NAME)).isFalse();
        Outcomes.await(other.stopAll());
    }

    @Test
    void starts_also_when_nobody_waits_for_it_any_more() throws SQLException {
        DurableSubscriptions subscriptions = TestNode.subscriptions(storage, LEASE);
        try (Connection connection = database.connect(); Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table event_store.subscriptions in access exclusive mode");
            var waiting = start(subscriptions).subscribe().with(started -> {
            });
            database.awaitLocks(1);
            waiting.cancel();
            connection.rollback();
        }
        append(1);

        Awaitility.await().atMost(Outcomes.AT_MOST).until(() -> handled.equals(List.of(1L)));
        assertThat(subscriptions.isRunning(NAME)).isTrue();
        Outcomes.await(subscriptions.stopAll());
    }

    @Test
    void what_fails_after_the_commit_is_no_failure_of_the_handler() {
        database.execute("create table handled (position bigint)");
        AtomicInteger hookCalls = new AtomicInteger();
        DurableSubscriptions subscriptions = TestNode.subscriptions(storage, LEASE, Infrastructure.getDefaultWorkerPool(),
                appended -> {
                    hookCalls.incrementAndGet();
                    throw new IllegalStateException("after the commit");
                });
        append(2);

        Outcomes.await(subscriptions.startTransactional(named().withFailurePolicy(PARK_AT_ONCE),
                ShoppingCartEvent.class, (event, session) -> session.appendToStream("copy", List.of(event.data()))
                        .chain(() -> noteIn(session.unwrap(SqlConnection.class), event.globalPosition()))));
        Awaitility.await().atMost(Outcomes.AT_MOST).until(() -> hookCalls.get() > 0);
        Outcomes.await(subscriptions.awaitPosition(NAME, 2, Outcomes.AT_MOST));
        Outcomes.await(subscriptions.stopAll());

        assertThat(database.strings("select position from handled where position <= 2 order by 1"))
                .containsExactly("1", "2");
        assertThat(database.strings("select global_position from event_store.parked_events")).isEmpty();
    }

    @Test
    void waits_for_a_thread_when_there_is_none_for_its_handler() throws InterruptedException {
        AtomicInteger refusals = new AtomicInteger();
        ExecutorService one = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), (task, pool) -> {
            refusals.incrementAndGet();
            throw new RejectedExecutionException("no thread");
        });
        CompletableFuture<Void> other = new CompletableFuture<>();
        one.execute(other::join);
        DurableSubscriptions subscriptions = TestNode.subscriptions(storage, LEASE, one, appended -> {
        });
        append(3);
        SubscriptionOptions options = named().withFailurePolicy(PARK_AT_ONCE).withHandlerThread(HandlerThread.VIRTUAL_THREAD);
        List<Long> handledInBatches = new CopyOnWriteArrayList<>();

        Outcomes.await(subscriptions.start(options, Object.class, event -> {
            handled.add(event.globalPosition());
            return Uni.createFrom().voidItem();
        }));
        Outcomes.await(subscriptions.startBatches(options.withName("batches"), Object.class, batch -> {
            batch.forEach(event -> handledInBatches.add(event.globalPosition()));
            return Uni.createFrom().voidItem();
        }));
        Awaitility.await().atMost(Outcomes.AT_MOST).until(() -> refusals.get() >= 3);
        other.complete(null);

        Awaitility.await().atMost(Outcomes.AT_MOST)
                .until(() -> handled.equals(List.of(1L, 2L, 3L)) && handledInBatches.equals(List.of(1L, 2L, 3L)));
        assertThat(database.strings("select global_position from event_store.parked_events")).isEmpty();
        Outcomes.await(subscriptions.stopAll());
        one.shutdown();
        assertThat(one.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    private static SubscriptionOptions named() {
        return SubscriptionOptions.named(NAME);
    }

    private Uni<Void> start(DurableSubscriptions subscriptions) {
        return subscriptions.start(named(), Object.class, event -> {
            handled.add(event.globalPosition());
            return Uni.createFrom().voidItem();
        });
    }

    private static Uni<Void> startNotingIn(DurableSubscriptions subscriptions) {
        return subscriptions.startTransactional(named(), Object.class,
                (event, session) -> noteIn(session.unwrap(SqlConnection.class), event.globalPosition()));
    }

    private static Uni<Void> noteIn(SqlConnection connection, long position) {
        return connection.query("insert into handled values (" + position + ")").execute().replaceWithVoid();
    }

    private void append(int events) {
        Outcomes.await(TestNode.store(storage).appendToStream("cart-1", ShoppingCartEvent.numbered("product", events)));
    }
}
