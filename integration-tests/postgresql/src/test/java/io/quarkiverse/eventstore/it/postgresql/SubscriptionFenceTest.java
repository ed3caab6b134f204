package io.quarkiverse.eventstore.it.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.EventStoreUnavailableException;
import io.quarkiverse.eventstore.ExpectedStreamVersion;
import io.quarkiverse.eventstore.spi.EventStorage;
import io.quarkiverse.eventstore.spi.HeldLease;
import io.quarkiverse.eventstore.spi.PartitionLease;
import io.quarkiverse.eventstore.spi.Progress;
import io.quarkiverse.eventstore.spi.StorageTransaction;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;

/** Whoever lost a partition changes nothing of it any more; whoever takes it over knows all that was done before. */
class SubscriptionFenceTest {

    private static final String NAME = "cart-summary";
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final TestDatabase database = TestDatabase.migrated();
    private final EventStorage first = database.storage(4);
    private final EventStorage second = database.storage(4);

    @BeforeEach
    void register() {
        Outcomes.await(first.checkpoints().register(NAME, 1, 0));
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void refuses_to_save_for_a_lease_that_ran_out() {
        PartitionLease old = claimed(first, SHORT);
        PartitionLease current = takenOver();

        assertThat(Outcomes.await(first.checkpoints().save(old, Progress.to(5)))).isFalse();
        assertThat(Outcomes.await(first.checkpoints().stop(old, 5, "error"))).isFalse();
        assertThat(Outcomes.await(first.checkpoints().retryFailed(old, "cart-1", "error"))).isFalse();
        assertThat(Outcomes.await(first.checkpoints().claim(old))).isEmpty();
        assertThat(Outcomes.await(second.checkpoints().save(current, Progress.to(3)))).isTrue();
        assertThat(Outcomes.await(second.checkpoints().position(NAME))).hasValue(3L);
    }

    @Test
    void saves_what_can_be_saved_when_many_save_at_once() throws SQLException {
        Outcomes.await(first.checkpoints().register("many", 20, 0));
        List<PartitionLease> leases = held(first, "many", LONG).stream().map(HeldLease::lease).toList();
        assertThat(leases).hasSize(20);
        leases.forEach(lease -> assertThat(Outcomes.await(first.checkpoints().claim(lease))).isPresent());
        database.execute("update event_store.subscription_checkpoints set fence = fence + 1 "
                + "where subscription_name = 'many' and partition = 7");

        try (Connection somebody = database.connect(); Statement statement = somebody.createStatement()) {
            somebody.setAutoCommit(false);
            statement.execute("select from event_store.subscription_checkpoints where subscription_name = 'many' "
                    + "and partition = 3 for update");
            List<CompletableFuture<Boolean>> saves = leases.stream()
                    .map(lease -> first.checkpoints().save(lease, Progress.to(5 + lease.partition()))
                            .subscribeAsCompletionStage())
                    .toList();
            for (int partition = 0; partition < 20; partition++) {
                if (partition != 3) {
                    assertThat(saves.get(partition)).succeedsWithin(Outcomes.AT_MOST).isEqualTo(partition != 7);
                }
            }
            assertThat(saves.get(3)).isNotDone();
            somebody.rollback();
            assertThat(saves.get(3)).succeedsWithin(Outcomes.AT_MOST).isEqualTo(true);
        }

        assertThat(database.strings("select position from event_store.subscription_checkpoints "
                + "where subscription_name = 'many' order by partition")).containsExactlyElementsOf(
                        IntStream.range(0, 20).mapToObj(i -> Integer.toString(i == 7 ? 0 : 5 + i)).toList());
    }

    /** Alone or with others: the answer of a connection that broke without a word never comes. */
    @Test
    void gives_up_a_save_that_is_not_answered_and_goes_on_with_the_next_one() throws SQLException {
        Duration answeredWithin = Duration.ofSeconds(2);
        EventStorage impatient = database.storage(4, answeredWithin);
        PartitionLease alone = claimed(impatient, LONG);
        try (TestDatabase elsewhere = TestDatabase.migrated();
                Connection holdsRow = database.connect();
                Connection holdsTable = elsewhere.connect()) {
            EventStorage node = elsewhere.storage(4, answeredWithin);
            Outcomes.await(node.checkpoints().register(NAME, 1, 0));
            PartitionLease together = claimed(node, LONG);
            hold(holdsRow, "select from event_store.subscription_checkpoints for update");
            hold(holdsTable, "lock table event_store.subscription_checkpoints");

            CompletableFuture<Boolean> saveAlone = save(impatient, alone, 5);
            CompletableFuture<Boolean> saveTogether = save(node, together, 5);
            CompletableFuture<Boolean> next = save(node, together, 7);

            for (CompletableFuture<Boolean> unanswered : List.of(saveAlone, saveTogether)) {
                assertThat(unanswered).failsWithin(Outcomes.AT_MOST).withThrowableThat()
                        .havingCause().isInstanceOf(EventStoreUnavailableException.class)
                        .withMessageContaining("Database: expected an answer within PT2S, but there is none");
            }
            assertThat(next).isNotDone();
            holdsRow.rollback();
            holdsTable.rollback();
            assertThat(next).succeedsWithin(Outcomes.AT_MOST).isEqualTo(true);
            assertThat(save(impatient, alone, 7)).succeedsWithin(Outcomes.AT_MOST).isEqualTo(true);
            assertThat(Outcomes.await(node.checkpoints().position(NAME))).hasValue(7L);
        }
        assertThat(Outcomes.await(first.checkpoints().position(NAME))).hasValue(7L);
    }

    private static void hold(Connection connection, String sql) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static CompletableFuture<Boolean> save(EventStorage node, PartitionLease lease, long position) {
        return node.checkpoints().save(lease, Progress.to(position)).subscribeAsCompletionStage();
    }

    @Test
    void never_moves_a_checkpoint_back() {
        PartitionLease lease = claimed(first, LONG);

        assertThat(Outcomes.await(first.checkpoints().save(lease, Progress.to(9)))).isTrue();
        assertThat(Outcomes.await(first.checkpoints().save(lease, Progress.to(4)))).isTrue();

        assertThat(Outcomes.await(first.checkpoints().position(NAME))).hasValue(9L);
    }

    @Test
    void refuses_to_save_in_a_transaction_that_was_begun_before_the_lease_ran_out() {
        PartitionLease old = claimed(first, SHORT);
        StorageTransaction transaction = Outcomes.await(first.begin());
        Outcomes.await(transaction.append(Encoded.append("cart-1", ExpectedStreamVersion.any(), 1)));
        takenOver();

        assertThat(Outcomes.await(transaction.saveCheckpoint(old, Progress.to(5)))).isFalse();
        Outcomes.await(transaction.rollback());
    }

    @Test
    void takes_over_behind_a_transaction_that_has_saved_and_not_committed_yet() {
        PartitionLease old = claimed(first, SHORT);
        StorageTransaction transaction = Outcomes.await(first.begin());
        assertThat(Outcomes.await(transaction.saveCheckpoint(old, Progress.to(5)))).isTrue();

        PartitionLease lease = leaseOf(second, LONG);
        var claim = second.checkpoints().claim(lease).subscribeAsCompletionStage();
        database.awaitLocks(1);
        Outcomes.await(transaction.commit());

        assertThat(claim).succeedsWithin(Outcomes.AT_MOST).satisfies(
                checkpoint -> assertThat(checkpoint.orElseThrow().position()).isEqualTo(5));
    }

    @Test
    void the_server_ends_the_transaction_of_a_node_that_froze_after_it_saved() {
        PartitionLease old = claimed(first, SHORT);
        StorageTransaction transaction = Outcomes.await(first.begin());
        Outcomes.await(transaction.limitIdleTime(Duration.ofMillis(200)));
        assertThat(Outcomes.await(transaction.saveCheckpoint(old, Progress.to(5)))).isTrue();

        PartitionLease lease = leaseOf(second, LONG);
        var checkpoint = Outcomes.await(second.checkpoints().claim(lease)).orElseThrow();

        assertThat(checkpoint.position()).isZero();
        assertThat(Outcomes.failureOf(transaction.commit())).isInstanceOf(EventStoreUnavailableException.class);
    }

    @Test
    void never_moves_back() {
        PartitionLease lease = claimed(first, LONG);

        Outcomes.await(first.checkpoints().save(lease, Progress.to(7)));
        Outcomes.await(first.checkpoints().save(lease, Progress.to(4)));

        assertThat(Outcomes.await(first.checkpoints().position(NAME))).hasValue(7L);
    }

    @Test
    void a_reset_takes_the_partition_from_its_node() {
        PartitionLease lease = claimed(first, LONG);

        Outcomes.await(second.checkpoints().reset(NAME, 2));

        assertThat(Outcomes.await(first.checkpoints().save(lease, Progress.to(9)))).isFalse();
        PartitionLease again = claimed(first, LONG);
        assertThat(again.token()).isGreaterThan(lease.token());
        assertThat(Outcomes.await(first.checkpoints().position(NAME))).hasValue(2L);
    }

    @Test
    void spreads_partitions_evenly_and_takes_them_back_from_nodes_that_are_gone() {
        String wide = "wide";
        Outcomes.await(first.checkpoints().register(wide, 16, 0));
        assertThat(held(first, wide, LONG)).hasSize(16);
        assertThat(held(second, wide, SHORT)).isEmpty();

        List<HeldLease> surplus = held(first, wide, LONG).stream().filter(HeldLease::isSurplus).toList();
        assertThat(surplus).hasSize(8);
        Outcomes.await(first.leases().release(surplus.stream().map(HeldLease::lease).toList()));
        assertThat(held(second, wide, SHORT)).hasSize(8);

        Awaitility.await().atMost(Outcomes.AT_MOST).until(() -> held(first, wide, LONG).size() == 16);
    }

    @Test
    void others_share_what_a_node_is_ending_and_it_takes_nothing_of_it_any_more() {
        String wide = "wide";
        Outcomes.await(first.checkpoints().register(wide, 12, 0));
        assertThat(held(first, wide, LONG)).hasSize(12);

        List<HeldLease> ending = Outcomes.await(first.leases().balance(Set.of(), Set.of(wide), LONG));
        assertThat(ending).hasSize(12).allMatch(HeldLease::isSurplus);
        Outcomes.await(first.leases().release(ending.stream().skip(1).map(HeldLease::lease).toList()));

        assertThat(Outcomes.await(first.leases().balance(Set.of(), Set.of(wide), LONG))).hasSize(1);
        assertThat(held(second, wide, LONG)).hasSize(11);
    }

    /** It may have them again, but only with new tokens. */
    @Test
    void does_not_hold_leases_that_ran_out() {
        String wide = "wide";
        Outcomes.await(first.checkpoints().register(wide, 4, 0));
        assertThat(held(first, wide, LONG)).hasSize(4);
        assertThat(held(second, wide, LONG)).isEmpty();
        database.execute("update event_store.subscription_leases set expires_at = now() - interval '1 minute' "
                + "where subscription_name = 'wide'");

        List<HeldLease> again = held(first, wide, LONG);

        assertThat(again).hasSize(2).allSatisfy(lease -> assertThat(lease.lease().token()).isEqualTo(2));
    }

    private PartitionLease takenOver() {
        PartitionLease lease = leaseOf(second, LONG);
        assertThat(Outcomes.await(second.checkpoints().claim(lease))).isPresent();
        return lease;
    }

    private static PartitionLease claimed(EventStorage node, Duration duration) {
        PartitionLease lease = leaseOf(node, duration);
        assertThat(Outcomes.await(node.checkpoints().claim(lease))).isPresent();
        return lease;
    }

    /** The lease of the only partition, as soon as it is free. */
    private static PartitionLease leaseOf(EventStorage node, Duration duration) {
        Awaitility.await().atMost(Outcomes.AT_MOST).until(() -> !held(node, NAME, duration).isEmpty());
        return held(node, NAME, duration).get(0).lease();
    }

    private static List<HeldLease> held(EventStorage node, String subscription, Duration duration) {
        return Outcomes.await(node.leases().balance(Set.of(subscription), Set.of(), duration));
    }
}
