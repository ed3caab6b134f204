package io.quarkiverse.eventstore.it.postgresql;

import static io.quarkiverse.eventstore.ExpectedStreamVersion.any;
import static io.quarkiverse.eventstore.ExpectedStreamVersion.exactly;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.it.postgresql.ServerProxy.Fate;
import io.quarkiverse.eventstore.runtime.postgres.GroupCommitEventStorage;
import io.quarkiverse.eventstore.runtime.postgres.groupcommit.GroupCommitLimits;
import io.quarkiverse.eventstore.spi.AppendOutcome;
import io.quarkiverse.eventstore.spi.AppendOutcome.Appended;
import io.quarkiverse.eventstore.spi.AppendOutcome.Conflict;
import io.quarkiverse.eventstore.spi.EventStorage;
import io.quarkiverse.eventstore.spi.Signal;
import io.quarkiverse.eventstore.spi.StorageTransaction;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;
import io.smallrye.mutiny.subscription.Cancellable;

/** Lone appends, whose signal for other nodes is sent with them. */
class AnnouncedAppendsTest {

    /** A little less than the time for which the answer to an announcement is waited for. */
    private static final Duration BEFORE_IT_IS_GIVEN_UP = Duration.ofSeconds(4);

    private final TestDatabase database = TestDatabase.migrated();
    private final GroupCommitEventStorage here = database.groupCommit(4, new GroupCommitLimits(2, 64, 1_000));
    private final EventStorage elsewhere = database.storage(3);
    private final List<Signal> heard = new CopyOnWriteArrayList<>();
    private Cancellable listening;

    @BeforeEach
    void listen() {
        database.execute("create extension if not exists pg_stat_statements; select pg_stat_statements_reset()");
        Outcomes.await(elsewhere.checkpoints().register("cart-summary", 1, 0));
        Outcomes.await(elsewhere.leases().balance(Set.of("cart-summary"), Set.of(), Duration.ofMinutes(1)));
        listening = elsewhere.signals().listen(heard::add);
        SignalsTest.awaitListeners(database, 1);
    }

    @AfterEach
    void drop() {
        listening.cancel();
        database.close();
    }

    @Test
    void are_heard_of_before_anybody_says_so() {
        appendAlone("cart-1");

        awaitHeard();
    }

    @Test
    void are_signalled_once() {
        here.signals().appended(appendAlone("cart-1"));
        Outcomes.await(here.signals().end());

        assertThat(SignalsTest.notifications(database)).isOne();
    }

    /** Whoever hears of it first: the hooks of an append may be kept waiting. */
    @Test
    void do_not_take_the_signal_of_another_append_for_theirs() {
        long announced = appendAlone("cart-1");
        here.signals().appended(announced + 1);
        here.signals().appended(announced);
        Outcomes.await(here.signals().end());

        assertThat(SignalsTest.notifications(database)).isEqualTo(2);
    }

    /** Its announcement came before it was committed. */
    @Test
    void are_signalled_when_their_stream_takes_them_at_the_second_attempt() throws SQLException {
        appendElsewhere("cart-1");
        try (Connection competitor = database.connect();
                ServerProxy proxy = new ServerProxy(database.serverPort(),
                        () -> bytes -> {
                            if (bytes.toString().contains("as last_position")) {
                                commit(competitor);
                            }
                            return Fate.PASSED_ON;
                        })) {
            competitor.setAutoCommit(false);
            try (Statement statement = competitor.createStatement()) {
                statement.execute("update event_store.streams set stream_version = 2");
            }
            GroupCommitEventStorage behindProxy = behind(proxy);

            AppendOutcome outcome = Outcomes.await(behindProxy.append(Encoded.append("cart-1", exactly(2), 1)));
            behindProxy.signals().appended(((Appended) outcome).lastGlobalPosition());
            Outcomes.await(behindProxy.signals().end());

            assertThat(SignalsTest.notifications(database)).isEqualTo(2);
        }
    }

    @Test
    void are_signalled_when_their_announcement_fails() throws SQLException {
        try (Connection blocker = database.connect()) {
            blocker.setAutoCommit(false);
            try (Statement statement = blocker.createStatement()) {
                statement.execute("lock table event_store.subscription_nodes");
            }
            here.signals().appended(appendAlone("cart-1"));
            database.awaitLocks(1);

            terminateWhoWaits();
            blocker.rollback();

            awaitHeard();
        }
    }

    @Test
    void are_announced_again_after_one_was_lost_with_its_connection() {
        StorageTransaction holder = hold("cart-1");
        CompletableFuture<AppendOutcome> waiting = appendToHeld("cart-1");

        terminateWhoWaits();

        assertThat(waiting).failsWithin(Outcomes.AT_MOST);
        awaitHeard();
        heard.clear();
        awaitAnnouncement(here, BEFORE_IT_IS_GIVEN_UP);
        Outcomes.await(holder.rollback());
    }

    @Test
    void are_announced_again_after_one_had_no_connection() {
        AtomicBoolean isReachable = new AtomicBoolean();
        try (ServerProxy proxy = new ServerProxy(database.serverPort(),
                () -> bytes -> isReachable.get() ? Fate.PASSED_ON : Fate.BROKEN)) {
            GroupCommitEventStorage behindProxy = behind(proxy);
            assertThat(append(behindProxy, "cart-1")).failsWithin(Outcomes.AT_MOST);

            isReachable.set(true);
            behindProxy.signals().send(Signal.APPENDED);
            awaitHeard();
            heard.clear();

            awaitAnnouncement(behindProxy, BEFORE_IT_IS_GIVEN_UP);
        }
    }

    @Test
    void are_announced_again_while_one_waits_for_its_stream_for_long() {
        StorageTransaction holder = hold("cart-1");
        CompletableFuture<AppendOutcome> waiting = appendToHeld("cart-1");

        awaitAnnouncement(here, Outcomes.AT_MOST);

        assertThat(waiting).isNotDone();
        Outcomes.await(holder.rollback());
        assertThat(waiting).succeedsWithin(Outcomes.AT_MOST).isInstanceOf(Appended.class);
    }

    @Test
    void are_signalled_although_they_were_refused() {
        AppendOutcome refused = Outcomes.await(here.append(Encoded.append("cart-1", exactly(7), 1)));
        here.signals().send(Signal.APPENDED);
        Outcomes.await(here.signals().end());

        assertThat(refused).isInstanceOf(Conflict.class);
        assertThat(SignalsTest.notifications(database)).isEqualTo(2);
    }

    @Test
    void do_not_keep_back_other_signals_while_they_wait_for_their_stream() {
        StorageTransaction holder = hold("cart-1");
        CompletableFuture<AppendOutcome> waiting = appendToHeld("cart-1");

        here.signals().appended(appendAlone("cart-2"));

        awaitHeard();
        assertThat(waiting).isNotDone();
        Outcomes.await(holder.rollback());
        assertThat(waiting).succeedsWithin(Outcomes.AT_MOST).isInstanceOf(Appended.class);
    }

    private GroupCommitEventStorage behind(ServerProxy proxy) {
        return new GroupCommitEventStorage(
                TestDatabase.over(database.pool(4, options -> options.setPort(proxy.port()))), TestDatabase.SCHEMA,
                new GroupCommitLimits(2, 64, 1_000));
    }

    private static void commit(Connection connection) {
        try {
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void terminateWhoWaits() {
        database.execute("select pg_terminate_backend(pid) from pg_stat_activity where wait_event_type = 'Lock' "
                + "and datname = current_database()");
    }

    private void appendElsewhere(String stream) {
        Outcomes.await(elsewhere.append(Encoded.append(stream, any(), 1)));
    }

    private StorageTransaction hold(String stream) {
        StorageTransaction holder = Outcomes.await(elsewhere.begin());
        Outcomes.await(holder.append(Encoded.append(stream, any(), 1)));
        return holder;
    }

    private CompletableFuture<AppendOutcome> appendToHeld(String stream) {
        CompletableFuture<AppendOutcome> waiting = append(here, stream);
        database.awaitLocks(1);
        return waiting;
    }

    private static CompletableFuture<AppendOutcome> append(EventStorage storage, String stream) {
        return storage.append(Encoded.append(stream, any(), 1)).subscribeAsCompletionStage();
    }

    private void awaitAnnouncement(EventStorage storage, Duration atMost) {
        Awaitility.await().atMost(atMost).until(() -> {
            assertThat(append(storage, "cart-2")).succeedsWithin(Outcomes.AT_MOST);
            return heard.contains(Signal.APPENDED);
        });
    }

    /** Gives its position. */
    private long appendAlone(String stream) {
        return ((Appended) Outcomes.await(here.append(Encoded.append(stream, any(), 1)))).lastGlobalPosition();
    }

    private void awaitHeard() {
        Awaitility.await().atMost(Outcomes.AT_MOST).until(() -> heard.contains(Signal.APPENDED));
    }
}
