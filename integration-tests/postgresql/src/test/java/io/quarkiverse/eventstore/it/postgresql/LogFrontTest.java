package io.quarkiverse.eventstore.it.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.ExpectedStreamVersion;
import io.quarkiverse.eventstore.ReadDirection;
import io.quarkiverse.eventstore.spi.EncodedAppend;
import io.quarkiverse.eventstore.spi.EventStorage;
import io.quarkiverse.eventstore.spi.LogFilter;
import io.quarkiverse.eventstore.spi.LogFront;
import io.quarkiverse.eventstore.spi.LogRead;
import io.quarkiverse.eventstore.spi.LoggedEvent;
import io.quarkiverse.eventstore.spi.SettledLog;
import io.quarkiverse.eventstore.spi.StorageTransaction;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent;

/** How far followers of the log may read while transactions are open that took positions. */
class LogFrontTest {

    private final TestDatabase database = TestDatabase.migrated();
    private final EventStorage storage = database.storage(8);
    private final EventStore store = TestNode.store(storage);
    private final LogFront front = storage.logFront();

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void of_an_empty_log_is_at_its_beginning() {
        assertThat(advance()).isEqualTo(new SettledLog(0, false, false));
    }

    @Test
    void is_at_the_last_event_when_nobody_appends() {
        append(3);

        assertThat(advance()).isEqualTo(new SettledLog(3, false, false));
        append(2);
        assertThat(advance().position()).isEqualTo(5);
    }

    @Test
    void stays_below_the_events_of_an_open_transaction() {
        append(2);
        advance();
        StorageTransaction open = openWithAppend();
        append(1);

        assertThat(advance()).isEqualTo(new SettledLog(2, true, false));
        Outcomes.await(open.commit());
        assertThat(advance()).isEqualTo(new SettledLog(4, false, false));
    }

    @Test
    void stays_below_an_open_transaction_that_was_there_before_the_first_look() {
        append(2);
        StorageTransaction open = openWithAppend();
        append(1);

        assertThat(advance().position()).isEqualTo(2);
        assertThat(advance().isHeldBack()).isTrue();
        Outcomes.await(open.commit());
        assertThat(advance()).isEqualTo(new SettledLog(4, false, false));
    }

    @Test
    void is_not_held_back_by_a_transaction_when_nothing_is_missing_any_more_below_what_was_seen() {
        append(1);
        advance();
        StorageTransaction first = openWithAppend();
        append(1);
        StorageTransaction second = openWithAppend();
        assertThat(advance()).isEqualTo(new SettledLog(1, true, false));

        Outcomes.await(first.commit());

        assertThat(advance()).isEqualTo(new SettledLog(3, false, false));
        Outcomes.await(second.commit());
        assertThat(advance().position()).isEqualTo(4);
    }

    @Test
    void passes_positions_that_were_rolled_back() {
        append(1);
        advance();
        StorageTransaction open = openWithAppend();
        append(1);
        assertThat(advance().isHeldBack()).isTrue();

        Outcomes.await(open.rollback());

        assertThat(advance()).isEqualTo(new SettledLog(3, false, false));
    }

    @Test
    void passes_positions_whose_transaction_lost_its_connection() {
        append(1);
        advance();
        StorageTransaction open = openWithAppend();
        append(1);

        database.execute("select pg_terminate_backend(l.pid) from pg_locks l "
                + "where l.relation = 'event_store.events'::regclass and l.mode = 'RowExclusiveLock'");

        Awaitility.await().atMost(Outcomes.AT_MOST).until(() -> advance().position() == 3);
        Outcomes.await(open.rollback());
    }

    @Test
    void does_not_wait_for_transactions_that_began_later() {
        append(1);
        advance();
        StorageTransaction first = openWithAppend();
        append(1);
        assertThat(advance().isHeldBack()).isTrue();
        StorageTransaction second = openWithAppend();

        Outcomes.await(first.commit());

        assertThat(advance().position()).isEqualTo(3);
        Outcomes.await(second.rollback());
    }

    @Test
    void knows_what_this_node_commits_without_a_look_at_the_log() {
        append(2);
        advance();
        append(3);

        SettledLog settled = advance();

        assertThat(settled.position()).isEqualTo(5);
        assertThat(settled.known()).isEqualTo(read(3, 5)).hasSize(3);
        assertThat(advance()).isEqualTo(new SettledLog(5, false, false));
    }

    @Test
    void does_not_pass_what_others_have_under_way_between_the_commits_of_this_node() {
        EventStorage otherNode = database.storage(2);
        append(1);
        advance();
        append(1);
        StorageTransaction open = openWithAppend(otherNode);
        append(1);

        assertThat(advance().known()).isEqualTo(read(2, 2));
        assertThat(advance()).isEqualTo(new SettledLog(2, true, false));
        append(1);
        assertThat(advance()).isEqualTo(new SettledLog(2, true, false));
        Outcomes.await(open.commit());

        assertThat(advance()).isEqualTo(new SettledLog(5, false, false));
        append(1);
        assertThat(advance().known()).isEqualTo(read(6, 6));
    }

    @Test
    void finds_what_others_have_committed_behind_the_commits_of_this_node() {
        append(1);
        advance();
        append(1);
        Outcomes.await(TestNode.store(database.storage(2)).appendToStream("cart-other",
                ShoppingCartEvent.numbered("p", 1)));

        SettledLog own = advance();
        SettledLog others = advance();

        assertThat(own.position()).isEqualTo(2);
        assertThat(own.isOfOwnCommits()).isTrue();
        assertThat(others).isEqualTo(new SettledLog(3, false, false, read(3, 3), false));
        assertThat(advance()).isEqualTo(new SettledLog(3, false, false));
    }

    @Test
    void brings_the_events_along_that_others_have_committed() {
        EventStore otherNode = TestNode.store(database.storage(2));
        append(1);
        advance();
        Outcomes.await(otherNode.appendToStream("cart-other", ShoppingCartEvent.numbered("p", 2_000)));

        assertThat(advance()).isEqualTo(new SettledLog(2_001, false, false, read(2, 2_001), false));
        Outcomes.await(otherNode.appendToStream("cart-other", ShoppingCartEvent.numbered("p", 2_001)));
        assertThat(advance()).isEqualTo(new SettledLog(4_002, false, false));
    }

    @Test
    void brings_the_events_along_up_to_a_gap() {
        EventStorage otherNode = database.storage(4);
        append(1);
        advance();
        Outcomes.await(TestNode.store(otherNode).appendToStream("cart-other", ShoppingCartEvent.numbered("p", 2)));
        StorageTransaction open = openWithAppend(otherNode);
        Outcomes.await(TestNode.store(otherNode).appendToStream("cart-other", ShoppingCartEvent.numbered("p", 1)));

        assertThat(advance()).isEqualTo(new SettledLog(3, true, false, read(2, 3), false));
        assertThat(advance()).isEqualTo(new SettledLog(3, true, false));
        Outcomes.await(open.rollback());
        assertThat(advance()).isEqualTo(new SettledLog(5, false, false));
    }

    @Test
    void goes_on_when_an_event_cannot_be_read() {
        append(1);
        advance();
        Outcomes.await(TestNode.store(database.storage(2)).appendToStream("cart-other",
                ShoppingCartEvent.numbered("p", 2)));
        database.execute("alter table event_store.events rename to readable_events");
        database.execute("create view event_store.events as select stream_id, stream_version, global_position, event_id, "
                + "event_type, case when global_position = 3 then (1 / (global_position - 3))::text::json else data end as data, "
                + "metadata, recorded_at from event_store.readable_events");
        assertThatThrownBy(() -> read(3, 3)).hasMessageContaining("division by zero");

        assertThat(advance()).isEqualTo(new SettledLog(3, false, false));
    }

    @Test
    void knows_no_more_than_some_thousand_commits_and_finds_the_others_in_the_log() {
        append(1);
        advance();
        for (int i = 0; i < 6; i++) {
            append(1_000);
        }

        SettledLog known = advance();

        assertThat(known.known()).hasSize(4_096).isEqualTo(read(2, 4_097));
        assertThat(advance()).isEqualTo(new SettledLog(6_001, false, false, read(4_098, 6_001), false));
        append(1);
        assertThat(advance().known()).isEqualTo(read(6_002, 6_002));
    }

    @Test
    void knows_nothing_of_appends_that_changed_nothing() {
        append(1);
        advance();
        EncodedAppend append = Encoded.append("cart-new", ExpectedStreamVersion.noStream(), 1);
        Outcomes.await(storage.append(append));
        Outcomes.await(storage.append(append));
        Outcomes.await(storage.append(Encoded.append("cart-new", ExpectedStreamVersion.noStream(), 1)));

        assertThat(advance().known()).isEqualTo(read(2, 2));
        assertThat(advance()).isEqualTo(new SettledLog(2, false, false));
    }

    @Test
    void goes_through_a_long_log_in_several_looks_while_somebody_holds_its_end() {
        append(1);
        database.execute("insert into event_store.events (stream_id, stream_version, event_id, event_type, data, recorded_at) "
                + "select 1, v, gen_random_uuid(), 'contract-product-added', '{}', now() "
                + "from generate_series(2, 25000) v order by v");
        StorageTransaction open = openWithAppend();

        assertThat(advance().position()).isEqualTo(10_000);
        assertThat(advance().position()).isEqualTo(20_000);
        assertThat(advance().position()).isEqualTo(25_000);
        Outcomes.await(open.rollback());
    }

    @Test
    void is_held_back_by_transactions_that_can_be_named() {
        StorageTransaction open = openWithAppend();

        var holds = Outcomes.await(storage.readerHolds());

        assertThat(holds).singleElement().satisfies(hold -> {
            assertThat(hold.pid()).isEqualTo(database.number("select pid from pg_stat_activity "
                    + "where datname = current_database() and state = 'idle in transaction'"));
            assertThat(hold.age()).isPositive();
            assertThat(hold.query()).contains("event_store");
        });
        Outcomes.await(open.rollback());
        assertThat(Outcomes.await(storage.readerHolds())).isEmpty();
    }

    @Test
    void does_not_mind_transactions_that_append_nothing() throws SQLException {
        database.execute("create table other (id int)");
        try (Connection here = database.connect();
                TestDatabase elsewhere = TestDatabase.migrated();
                Connection there = elsewhere.connect()) {
            writeAndStayOpen(here, "insert into other values (1)");
            writeAndStayOpen(there, "insert into event_store.streams (stream_name, stream_version) values ('cart-1', 1)");
            writeAndStayOpen(there, "insert into event_store.events (stream_id, stream_version, event_id, event_type, data, "
                    + "recorded_at) values (1, 1, gen_random_uuid(), 't', '{}', now())");

            append(2);

            assertThat(advance()).isEqualTo(new SettledLog(2, false, false));
            here.rollback();
            there.rollback();
        }
    }

    private static void writeAndStayOpen(Connection connection, String sql) throws SQLException {
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private SettledLog advance() {
        return Outcomes.await(front.advance());
    }

    private List<LoggedEvent> read(long from, long to) {
        return Outcomes.await(storage.readLog(new LogRead(from, to, 10_000, ReadDirection.FORWARDS, LogFilter.ALL))).events();
    }

    private void append(int events) {
        Outcomes.await(store.appendToStream("cart-" + System.nanoTime(), ShoppingCartEvent.numbered("p", events)));
    }

    /** A transaction that has appended one event. */
    private StorageTransaction openWithAppend() {
        return openWithAppend(storage);
    }

    private static StorageTransaction openWithAppend(EventStorage storage) {
        StorageTransaction transaction = Outcomes.await(storage.begin());
        EncodedAppend append = Encoded.append("open-" + System.nanoTime(),
                ExpectedStreamVersion.any(), 1);
        Outcomes.await(transaction.append(append));
        return transaction;
    }
}
