package io.quarkiverse.eventstore.it.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.it.servers.RestartableServer;
import io.quarkiverse.eventstore.projection.StateProjection;
import io.quarkiverse.eventstore.runtime.projection.SubscribedProjections;
import io.quarkiverse.eventstore.runtime.subscription.DurableSubscriptions;
import io.quarkiverse.eventstore.spi.EventStorage;
import io.quarkiverse.eventstore.subscription.FailurePolicy;
import io.quarkiverse.eventstore.subscription.FailurePolicy.WhenExhausted;
import io.quarkiverse.eventstore.subscription.SubscriptionOptions;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.ProductAdded;
import io.smallrye.mutiny.Uni;

/** What is left of subscriptions after a crash of the server, and in another cluster. */
class SubscriptionRecoveryTest {

    private static final String NAME = "cart-summary";
    private static final String TABLES = """
            select table_name from information_schema.tables
            where table_schema = 'event_store' and table_type = 'BASE TABLE' and table_name <> 'schema_migrations'
            """;

    private static final SubscriptionOptions MAILS = SubscriptionOptions.named(NAME).withPartitions(4)
            .withFailurePolicy(new FailurePolicy(0, Duration.ofMillis(1), Duration.ofMillis(1), WhenExhausted.PARK));
    private static final StateProjection<Long, ProductAdded> COUNTS = StateProjection.perStream(
            SubscriptionOptions.named("counts"), ProductAdded.class, Long.class, () -> 0L, (count, event) -> count + 1);

    /** Without those that are computed, as in a dump. */
    private static final String STORED_COLUMNS = """
            select column_name from information_schema.columns
            where table_schema = 'event_store' and table_name = '%s' and is_generated = 'NEVER'
            """;

    @Test
    void a_parked_event_outlives_a_crash_right_after_it_was_parked() throws IOException {
        try (RestartableServer server = RestartableServer.start("wal_writer_delay", "10s")) {
            TestDatabase database = TestDatabase.migratedOn(server.port());
            EventStorage storage = database.storage(6);
            DurableSubscriptions subscriptions = TestNode.subscriptions(storage, Duration.ofMinutes(2));
            Outcomes.await(subscriptions.start(SubscriptionOptions.named(NAME).withFailurePolicy(new FailurePolicy(0,
                    Duration.ofMillis(1), Duration.ofMillis(1), WhenExhausted.PARK)), Object.class,
                    event -> Uni.createFrom().failure(new IllegalStateException("broken"))));

            append(storage, 1);
            Awaitility.await().atMost(Outcomes.AT_MOST).until(() -> parked(subscriptions) == 1);
            server.crashAndStart();

            Awaitility.await().ignoreExceptions().atMost(Outcomes.AT_MOST).untilAsserted(
                    () -> assertThat(parked(subscriptions)).isEqualTo(1));
        }
    }

    @Test
    void goes_on_where_it_was_in_another_cluster() throws IOException, SQLException {
        try (RestartableServer server = RestartableServer.start(); TestDatabase old = TestDatabase.migrated()) {
            old.execute(SubscriberNode.CREATE_TABLE);
            handle(old, 30);
            TestDatabase restored = TestDatabase.migratedOn(server.port());
            restored.execute(SubscriberNode.CREATE_TABLE);
            append(old.storage(2), 5);

            copy(old, restored);
            handle(restored, 5 + 3);

            assertThat(restored.number("select count(*) from handled")).isEqualTo(8);
            assertThat(restored.number("select min(global_position) from handled"))
                    .isEqualTo(old.number("select max(global_position) + 1 from handled"));
            assertThat(restored.number("select max(global_position) from handled")).isGreaterThanOrEqualTo(38);
        }
    }

    @Test
    void read_models_and_parked_events_go_along_to_another_cluster() throws IOException, SQLException {
        try (RestartableServer server = RestartableServer.start(); TestDatabase old = TestDatabase.migrated()) {
            EventStorage before = old.storage(8);
            DurableSubscriptions leaving = TestNode.subscriptions(before, Duration.ofSeconds(2));
            SubscribedProjections projecting = TestNode.projections(before, leaving);
            Outcomes.await(leaving.start(MAILS, Object.class, event -> event.streamVersion() == 1
                    ? Uni.createFrom().voidItem()
                    : Uni.createFrom().failure(new IllegalStateException("broken"))));
            Outcomes.await(projecting.start(COUNTS));
            append(before, 3);
            Awaitility.await().atMost(Outcomes.AT_MOST).until(() -> parked(leaving) == 2);
            Outcomes.await(projecting.hasSeen("counts", 3));
            Outcomes.await(leaving.stopAll());
            TestDatabase restored = TestDatabase.migratedOn(server.port());

            copy(old, restored);

            EventStorage after = restored.storage(8);
            DurableSubscriptions coming = TestNode.subscriptions(after, Duration.ofSeconds(2));
            SubscribedProjections restoredProjections = TestNode.projections(after, coming);
            List<Long> handled = new CopyOnWriteArrayList<>();
            Outcomes.await(coming.start(MAILS, Object.class,
                    event -> Uni.createFrom().voidItem().invoke(() -> handled.add(event.streamVersion()))));
            Outcomes.await(restoredProjections.start(COUNTS));
            assertThat(Outcomes.await(restoredProjections.find(COUNTS, "cart-1"))).hasValue(3L);
            append(after, 1);
            Outcomes.await(coming.retryParked(NAME, "cart-1"));
            Awaitility.await().atMost(Outcomes.AT_MOST).until(() -> handled.equals(List.of(2L, 3L, 4L)));
            Awaitility.await().atMost(Outcomes.AT_MOST)
                    .until(() -> Outcomes.await(restoredProjections.find(COUNTS, "cart-1")).equals(Optional.of(4L)));
            Outcomes.await(coming.stopAll());
        }
    }

    /** Appends three events, and has a node handle all that there are, that many. */
    private static void handle(TestDatabase database, int expected) {
        EventStorage storage = database.storage(6);
        DurableSubscriptions node = TestNode.subscriptions(storage, Duration.ofSeconds(2));
        Outcomes.await(node.startTransactional(SubscriptionOptions.named(NAME), Object.class,
                (event, session) -> SubscriberNode.note(session.unwrap(io.vertx.mutiny.sqlclient.SqlConnection.class), NAME,
                        event)));
        append(storage, expected > 10 ? expected : 3);
        Awaitility.await().atMost(Outcomes.AT_MOST)
                .until(() -> database.number("select count(*) from handled") == expected);
        Outcomes.await(node.stopAll());
    }

    private static void append(EventStorage storage, int events) {
        EventStore store = TestNode.store(storage);
        Outcomes.await(store.appendToStream("cart-1", ShoppingCartEvent.numbered("p", events)));
    }

    /** What a dump of the data and its restore do. */
    private static void copy(TestDatabase from, TestDatabase to) throws SQLException, IOException {
        try (Connection source = from.connect();
                Connection target = to.connect();
                Statement withoutOrder = target.createStatement()) {
            withoutOrder.execute("set session_replication_role = replica");
            for (String table : from.strings(TABLES)) {
                StringWriter rows = new StringWriter();
                String columns = String.join(", ", from.strings(STORED_COLUMNS.formatted(table)));
                source.unwrap(PGConnection.class).getCopyAPI()
                        .copyOut("copy event_store." + table + " (" + columns + ") to stdout", rows);
                target.unwrap(PGConnection.class).getCopyAPI().copyIn(
                        "copy event_store." + table + " (" + columns + ") from stdin", new StringReader(rows.toString()));
            }
        }
        for (String sequence : from.strings("select sequencename from pg_sequences where schemaname = 'event_store'")) {
            long last = from.number("select last_value from event_store." + sequence);
            to.execute("select setval('event_store." + sequence + "', " + last + ")");
        }
    }

    private static long parked(DurableSubscriptions subscriptions) {
        return Outcomes.await(subscriptions.parked(NAME, 10)).size();
    }
}
