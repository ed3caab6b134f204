package io.quarkiverse.eventstore.it.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.it.servers.RestartableServer;
import io.quarkiverse.eventstore.spi.EventStorage;
import io.quarkiverse.eventstore.spi.LogFront;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent;

/** What readers took for settled before a crash of the server stays settled after it. */
class LogAfterCrashTest {

    private static final String APPEND = "insert into event_store.events (stream_id, stream_version, event_id, event_type, "
            + "data, recorded_at) values (77, 1, gen_random_uuid(), 'contract-product-added', '{}', now())";

    private RestartableServer server;
    private TestDatabase database;
    private EventStorage storage;

    @AfterEach
    void end() throws IOException {
        server.close();
    }

    @Test
    void gives_positions_of_a_lost_transaction_to_events_that_followers_see() throws IOException, SQLException {
        start("wal_writer_delay", "10s");
        LogFront front = storage.logFront();
        try (Connection lost = database.connect(); Statement statement = lost.createStatement()) {
            statement.execute("begin");
            statement.execute(APPEND);
            Outcomes.await(front.advance());
            crash();
        }

        awaitAnswer(front);
        awaitAnswer(front);
        long settled = Outcomes.await(front.advance()).position();

        assertThat(append()).isGreaterThan(settled);
        assertThat(Outcomes.await(front.advance()).position()).isGreaterThan(settled);
    }

    @Test
    void gives_positions_that_were_rolled_back_to_events_behind_the_mark() throws IOException, SQLException {
        start("wal_writer_delay", "10s");
        try (Connection lost = database.connect(); Statement statement = lost.createStatement()) {
            statement.execute("begin");
            statement.execute(APPEND);
            statement.execute("rollback");
        }
        long mark = Outcomes.await(storage.highWaterMark());

        crash();

        assertThat(append()).isGreaterThan(mark);
    }

    @Test
    void still_waits_for_a_transaction_that_was_prepared() throws IOException, SQLException {
        start("max_prepared_transactions", "4");
        LogFront front = storage.logFront();
        long first = append();
        Outcomes.await(front.advance());
        try (Connection prepared = database.connect(); Statement statement = prepared.createStatement()) {
            statement.execute("begin");
            statement.execute(APPEND);
            append();
            assertThat(Outcomes.await(front.advance()).isHeldBack()).isTrue();
            statement.execute("prepare transaction 'slow'");
        }

        crash();

        awaitAnswer(front);
        assertThat(Outcomes.await(front.advance()).position()).isEqualTo(first);
        database.execute("commit prepared 'slow'");
        assertThat(Outcomes.await(front.advance()).position()).isEqualTo(first + 2);
    }

    private void start(String setting, String value) throws IOException {
        server = RestartableServer.start(setting, value);
        database = TestDatabase.migratedOn(server.port());
        database.execute("checkpoint");
        storage = database.storage(4);
    }

    private void crash() {
        server.crashAndStart();
        Awaitility.await().ignoreExceptions().atMost(Outcomes.AT_MOST)
                .until(() -> Outcomes.await(storage.readerHolds()).isEmpty());
    }

    /** The pool notices only now that its connections are lost. */
    private static void awaitAnswer(LogFront front) {
        Awaitility.await().ignoreExceptions().atMost(Outcomes.AT_MOST)
                .until(() -> Outcomes.await(front.advance()).position() >= 0);
    }

    private long append() {
        var append = TestNode.store(storage).appendToStream("cart-" + System.nanoTime(),
                ShoppingCartEvent.numbered("p", 1));
        return Outcomes.await(append).lastEventGlobalPosition();
    }
}
