package io.quarkiverse.eventstore.it.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.ExpectedStreamVersion;
import io.quarkiverse.eventstore.runtime.postgres.PostgresEventStorage;
import io.quarkiverse.eventstore.runtime.subscription.DurableSubscriptions;
import io.quarkiverse.eventstore.spi.EventStorage;
import io.quarkiverse.eventstore.spi.StorageTransaction;
import io.quarkiverse.eventstore.subscription.FailurePolicy;
import io.quarkiverse.eventstore.subscription.StartFrom;
import io.quarkiverse.eventstore.subscription.SubscriptionOptions;
import io.quarkiverse.eventstore.subscription.SubscriptionState;
import io.quarkiverse.eventstore.subscription.SubscriptionState.PartitionState;
import io.quarkiverse.eventstore.subscription.SubscriptionStatus;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Pool;

/** Several nodes that run one subscription. */
class SubscriptionNodesTest {

    private static final String NAME = "cart-summary";
    private static final Duration LEASE = Duration.ofSeconds(1);

    private final TestDatabase database = TestDatabase.migrated();
    private final EventStorage storage = database.storage(4);
    private final EventStore store = TestNode.store(storage);
    private final DurableSubscriptions first = TestNode.subscriptions(database.storage(6), LEASE);
    private final DurableSubscriptions second = TestNode.subscriptions(database.storage(6), LEASE);

    @AfterEach
    void drop() {
        Outcomes.await(first.stopAll());
        Outcomes.await(second.stopAll());
        database.close();
    }

    @Test
    void share_the_partitions_and_hand_them_over_when_one_stops() {
        SubscriptionOptions options = SubscriptionOptions.named(NAME).withPartitions(4);
        start(first, options);
        start(second, options);

        Awaitility.await().atMost(Outcomes.AT_MOST).until(() -> state().partitions().stream().map(PartitionState::node)
                .filter(Optional::isPresent).distinct().count() == 2);
        Outcomes.await(first.stop(NAME));

        Awaitility.await().atMost(Outcomes.AT_MOST).until(() -> state().status() == SubscriptionStatus.RUNNING
                && state().partitions().stream().map(PartitionState::node).distinct().count() == 1);
    }

    @Test
    void have_one_partition_more_than_others_at_most() {
        DurableSubscriptions third = TestNode.subscriptions(database.storage(6), LEASE);
        SubscriptionOptions options = SubscriptionOptions.named(NAME).withPartitions(4);
        start(first, options);
        start(second, options);
        Awaitility.await().atMost(Outcomes.AT_MOST).until(() -> partitionsOfNodes().equals(List.of(2L, 2L)));

        start(third, options);

        Awaitility.await().atMost(Outcomes.AT_MOST).until(() -> partitionsOfNodes().equals(List.of(1L, 1L, 2L)));
        Outcomes.await(third.stopAll());
        Awaitility.await().atMost(Outcomes.AT_MOST).until(() -> partitionsOfNodes().equals(List.of(2L, 2L)));
    }

    private List<Long> partitionsOfNodes() {
        return state().partitions().stream().flatMap(partition -> partition.node().stream())
                .collect(Collectors.groupingBy(node -> node, Collectors.counting())).values().stream().sorted().toList();
    }

    /** Twice the time that is promised, for the sake of slow machines. */
    @Test
    void one_that_is_gone_without_a_word_is_replaced_when_its_leases_run_out() {
        Duration lease = Duration.ofSeconds(3);
        Pool connections = database.pool(6);
        DurableSubscriptions gone = TestNode
                .subscriptions(new PostgresEventStorage(TestDatabase.over(connections), TestDatabase.SCHEMA), lease);
        DurableSubscriptions standby = TestNode.subscriptions(database.storage(6), lease);
        SubscriptionOptions options = SubscriptionOptions.named(NAME).withPartitions(4);
        start(gone, options);
        start(standby, options);
        Awaitility.await().atMost(Outcomes.AT_MOST).until(() -> partitionsOfNodes().equals(List.of(2L, 2L)));

        connections.close().toCompletionStage().toCompletableFuture().join();

        Awaitility.await().atMost(lease.multipliedBy(2)).until(() -> partitionsOfNodes().equals(List.of(4L)));
        Outcomes.await(standby.stopAll());
        Outcomes.await(gone.stopAll().onFailure().recoverWithNull());
    }

    @Test
    void a_node_that_stops_keeps_its_partition_until_its_handler_is_done() {
        List<String> calls = new CopyOnWriteArrayList<>();
        CompletableFuture<Void> handling = new CompletableFuture<>();
        Outcomes.await(first.start(SubscriptionOptions.named(NAME), Object.class, event -> {
            calls.add("first begins");
            return Uni.createFrom().completionStage(handling).invoke(() -> calls.add("first ends"));
        }));
        append(1);
        Awaitility.await().until(() -> !calls.isEmpty());

        var stop = first.stop(NAME).subscribeAsCompletionStage();
        Outcomes.await(second.start(SubscriptionOptions.named(NAME), Object.class,
                event -> Uni.createFrom().voidItem().invoke(() -> calls.add("second"))));
        append(1);
        Awaitility.await().pollDelay(LEASE.multipliedBy(3)).until(() -> true);
        assertThat(calls).containsExactly("first begins");
        handling.complete(null);

        assertThat(stop).succeedsWithin(Outcomes.AT_MOST);
        Awaitility.await().atMost(Outcomes.AT_MOST).until(() -> calls.contains("second"));
        assertThat(calls).containsExactly("first begins", "first ends", "second");
    }

    /** It may commit at a position that is passed already. */
    @Test
    void a_start_at_the_end_waits_for_a_transaction_that_has_appended() {
        append(1);
        StorageTransaction open = Outcomes.await(storage.begin());
        Outcomes.await(open.append(Encoded.append("open-1", ExpectedStreamVersion.any(), 1)));
        append(1);
        List<String> handled = new CopyOnWriteArrayList<>();

        var start = first.start(SubscriptionOptions.named(NAME).withStartFrom(StartFrom.end()), Object.class,
                event -> Uni.createFrom().voidItem().invoke(() -> handled.add(event.streamName() + event.streamVersion())))
                .subscribeAsCompletionStage();
        append(1);
        assertThat(start).isNotDone();
        Outcomes.await(open.commit());
        assertThat(start).succeedsWithin(Outcomes.AT_MOST);
        append(1);

        Awaitility.await().atMost(Outcomes.AT_MOST).until(() -> handled.contains("cart-14"));
        assertThat(handled).doesNotContain("cart-11", "cart-12").endsWith("cart-14");
    }

    @Test
    void is_steered_from_a_node_that_does_not_run_it() {
        List<Long> handled = new CopyOnWriteArrayList<>();
        Outcomes.await(first.start(SubscriptionOptions.named(NAME), Object.class,
                event -> Uni.createFrom().voidItem().invoke(() -> handled.add(event.globalPosition()))));
        append(1);
        Awaitility.await().atMost(Outcomes.AT_MOST).until(() -> handled.equals(List.of(1L)));

        Outcomes.await(second.pause(NAME));
        Awaitility.await().atMost(Outcomes.AT_MOST).until(() -> state().status() == SubscriptionStatus.PAUSED);
        append(1);
        Outcomes.await(second.resume(NAME));
        Awaitility.await().atMost(Outcomes.AT_MOST).until(() -> handled.equals(List.of(1L, 2L)));
        Outcomes.await(second.reset(NAME, StartFrom.beginning()));
        Awaitility.await().atMost(Outcomes.AT_MOST).until(() -> handled.equals(List.of(1L, 2L, 1L, 2L)));
    }

    @Test
    void an_event_that_one_node_has_parked_is_handled_there_when_another_one_wishes_it() {
        AtomicInteger calls = new AtomicInteger();
        Outcomes.await(first.start(SubscriptionOptions.named(NAME).withFailurePolicy(
                FailurePolicy.park().withRetries(0, Duration.ofMillis(5), Duration.ofMillis(10))), Object.class,
                event -> calls.incrementAndGet() == 1 ? Uni.createFrom().failure(new IllegalStateException("broken"))
                        : Uni.createFrom().voidItem()));
        append(1);
        Awaitility.await().atMost(Outcomes.AT_MOST).until(() -> parked() == 1);

        Outcomes.await(second.retryParked(NAME, "cart-1"));

        Awaitility.await().atMost(Outcomes.AT_MOST).until(() -> parked() == 0);
        assertThat(calls).hasValue(2);
    }

    private int parked() {
        return Outcomes.await(first.parked(NAME, 10)).size();
    }

    private static void start(DurableSubscriptions node, SubscriptionOptions options) {
        Outcomes.await(node.start(options, Object.class, event -> Uni.createFrom().voidItem()));
    }

    private SubscriptionState state() {
        return Outcomes.await(first.state(NAME));
    }

    private void append(int events) {
        Outcomes.await(store.appendToStream("cart-1", ShoppingCartEvent.numbered("p", events)));
    }
}
