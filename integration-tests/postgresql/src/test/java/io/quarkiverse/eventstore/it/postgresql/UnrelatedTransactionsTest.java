package io.quarkiverse.eventstore.it.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.runtime.postgres.groupcommit.GroupCommitLimits;
import io.quarkiverse.eventstore.runtime.subscription.DurableSubscriptions;
import io.quarkiverse.eventstore.spi.EventStorage;
import io.quarkiverse.eventstore.subscription.SubscriptionOptions;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

/**
 * Subscriptions while transactions stay open that do not append here: they have written, have a snapshot of the log, or append
 * in another database of the server. {@code -Devent-store.unrelated.seconds=60} makes it a minute.
 */
class UnrelatedTransactionsTest {

    private static final int SECONDS = Integer.getInteger("event-store.unrelated.seconds", 3);

    private final TestDatabase database = TestDatabase.migrated();
    private final TestDatabase elsewhere = TestDatabase.migrated();
    private final EventStorage storage = database.groupCommit(8, new GroupCommitLimits(2, 64, 1_000));
    private final DurableSubscriptions subscriptions = TestNode.subscriptions(storage, Duration.ofSeconds(10));
    private final EventStore store = TestNode.store(storage, appended -> subscriptions.appended());
    private final List<Connection> open = new ArrayList<>();

    @BeforeEach
    void open() throws SQLException {
        database.execute("create table other (id int); create table handled (position bigint)");
        Outcomes.await(store.appendToStream("cart-1", ShoppingCartEvent.numbered("p", 1)));
        open(database, "insert into other values (1)");
        open(database, "set transaction isolation level repeatable read; select count(*) from event_store.events; "
                + "select count(*) from event_store.subscription_checkpoints");
        open(elsewhere, "insert into event_store.streams (stream_name, stream_version) values ('cart-1', 1); "
                + "insert into event_store.events (stream_id, stream_version, event_id, event_type, data, recorded_at) "
                + "values (1, 1, gen_random_uuid(), 't', '{}', now())");
    }

    @AfterEach
    void close() throws SQLException {
        Outcomes.await(subscriptions.stopAll());
        for (Connection connection : open) {
            connection.close();
        }
        database.close();
        elsewhere.close();
    }

    @Test
    void do_not_hold_subscriptions_back() throws SQLException {
        Outcomes.await(subscriptions.start(SubscriptionOptions.named("at-least-once"), Object.class,
                event -> Uni.createFrom().voidItem()));
        Outcomes.await(subscriptions.startTransactional(SubscriptionOptions.named("exactly-once"), Object.class,
                (event, session) -> session.unwrap(SqlConnection.class)
                        .query("insert into handled values (" + event.globalPosition() + ")").execute().replaceWithVoid()));

        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        long last = 1;
        do {
            last = Outcomes.await(store.appendToStream("cart-1", ShoppingCartEvent.numbered("p", 1)))
                    .lastEventGlobalPosition();
            Outcomes.await(subscriptions.awaitPosition("exactly-once", last, Outcomes.AT_MOST));
        } while (System.nanoTime() < end);
        Outcomes.await(subscriptions.awaitPosition("at-least-once", last, Outcomes.AT_MOST));

        assertThat(database.number("select count(*) from handled")).isEqualTo(last).isGreaterThan(10L * SECONDS);
        for (Connection connection : open) {
            assertThat(connection.isValid(10)).as("still open").isTrue();
        }
        assertThat(database.number("select count(*) from pg_stat_activity where state = 'idle in transaction' "
                + "and datname in ('" + database.name() + "', '" + elsewhere.name() + "')")).isEqualTo(open.size());
    }

    private void open(TestDatabase where, String sql) throws SQLException {
        Connection connection = where.connect();
        open.add(connection);
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
