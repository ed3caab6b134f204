package io.quarkiverse.eventstore.it.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.spi.EventStorage;
import io.quarkiverse.eventstore.spi.Signal;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;
import io.smallrye.mutiny.subscription.Cancellable;

/** What nodes tell each other through the server. */
class SignalsTest {

    private static final String LISTENERS = "select count(*) from pg_stat_activity where datname = current_database() "
            + "and query like 'listen%' and state = 'idle'";
    private static final String NOTIFICATIONS = "select coalesce(sum(calls), 0) from pg_stat_statements s join pg_database d "
            + "on d.oid = s.dbid and d.datname = current_database() where s.query like '%pg_notify%'";

    private final TestDatabase database = TestDatabase.migrated();
    private final EventStorage here = database.storage(3);
    private final EventStorage elsewhere = database.storage(3);
    private final List<Signal> heard = new CopyOnWriteArrayList<>();
    private Cancellable listening;

    @BeforeEach
    void listen() {
        database.execute("create extension if not exists pg_stat_statements");
        Outcomes.await(elsewhere.checkpoints().register("cart-summary", 1, 0));
        Outcomes.await(elsewhere.leases().balance(Set.of("cart-summary"), Set.of(), Duration.ofMinutes(1)));
        listening = elsewhere.signals().listen(heard::add);
        awaitListeners(1);
    }

    @AfterEach
    void drop() {
        listening.cancel();
        database.close();
    }

    @Test
    void are_heard_by_other_nodes() {
        here.signals().send(Signal.APPENDED);

        awaitSignal(Signal.APPENDED);
        here.signals().send(Signal.STEERED);
        awaitSignal(Signal.STEERED);
    }

    @Test
    void are_not_heard_by_the_node_that_sends_them() {
        Outcomes.await(here.leases().balance(Set.of("cart-summary"), Set.of(), Duration.ofMinutes(1)));
        elsewhere.signals().send(Signal.STEERED);
        here.signals().send(Signal.APPENDED);

        awaitSignal(Signal.APPENDED);
        assertThat(heard).containsOnly(Signal.APPENDED);
    }

    @Test
    void become_few_when_many_are_sent() {
        for (int i = 0; i < 10_000; i++) {
            here.signals().send(Signal.APPENDED);
        }

        awaitSignal(Signal.APPENDED);
        assertThat(notifications(database)).isLessThan(200);
    }

    @Test
    void are_heard_again_after_the_connection_was_lost() {
        database.execute("select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen%'");
        awaitListeners(0);
        awaitListeners(1);

        Awaitility.await().atMost(Outcomes.AT_MOST).until(() -> {
            here.signals().send(Signal.APPENDED);
            return heard.contains(Signal.APPENDED);
        });
    }

    /** The other nodes take over what it gives up without waiting for anything. */
    @Test
    void that_wait_are_sent_when_the_node_ends() {
        here.signals().send(Signal.APPENDED);
        here.signals().send(Signal.STEERED);

        Outcomes.await(here.signals().end());

        assertThat(notifications(database)).isEqualTo(2);
        awaitSignal(Signal.STEERED);
    }

    @Test
    void end_with_the_node_that_sends_them() {
        Outcomes.await(here.signals().end());

        here.signals().send(Signal.STEERED);
        Outcomes.await(here.signals().end());

        assertThat(notifications(database)).isZero();
    }

    @Test
    void are_not_heard_any_more_once_nobody_listens() {
        listening.cancel();

        awaitListeners(0);
    }

    private void awaitSignal(Signal signal) {
        Awaitility.await().atMost(Outcomes.AT_MOST).until(() -> heard.contains(signal));
    }

    private void awaitListeners(long count) {
        awaitListeners(database, count);
    }

    /** How many were sent to the database since its statistics began. */
    static long notifications(TestDatabase database) {
        return database.number(NOTIFICATIONS);
    }

    /** Waits until that many nodes hear what others tell. */
    static void awaitListeners(TestDatabase database, long count) {
        Awaitility.await().atMost(Outcomes.AT_MOST).until(() -> database.number(LISTENERS) == count);
    }
}
