package io.quarkiverse.eventstore.it.postgresql;

import java.io.IOException;
import java.time.Duration;

import io.quarkiverse.eventstore.EventFilter;
import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.runtime.postgres.GroupCommitEventStorage;
import io.quarkiverse.eventstore.runtime.postgres.groupcommit.GroupCommitLimits;
import io.quarkiverse.eventstore.runtime.postgres.pgclient.PgClientDatabase;
import io.quarkiverse.eventstore.runtime.subscription.DurableSubscriptions;
import io.quarkiverse.eventstore.spi.Signal;
import io.quarkiverse.eventstore.subscription.FailurePolicy;
import io.quarkiverse.eventstore.subscription.SubscriptionOptions;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;

/**
 * A process that appends, and runs subscriptions that note in a table what they handle, until its input ends or it is killed.
 * It
 * is told of its own commits in memory and tells the others of them.
 */
final class SubscriberNode {

    static final String EXACTLY_ONCE = "exactly-once";
    static final String AT_LEAST_ONCE = "at-least-once";

    /** Follows one category only. */
    static final String FILTERED = "filtered";
    static final String CATEGORY = "order";

    static final String CREATE_TABLE = """
            create table handled (
                seq bigint generated always as identity primary key,
                subscription text not null,
                stream_name text not null,
                stream_version bigint not null,
                global_position bigint not null,
                node bigint not null)
            """;
    private static final String INSERT = """
            insert into handled (subscription, stream_name, stream_version, global_position, node)
            values ($1, $2, $3, $4, $5)
            """;

    private static volatile boolean isWriting = true;

    private SubscriberNode() {
    }

    /**
     * Appends until its input has a byte; ends with its input. Arguments: the server's port, the database, the number of
     * partitions, the duration of leases in milliseconds.
     */
    public static void main(String[] args) throws IOException {
        Pool pool = pool(Integer.parseInt(args[0]), args[1]);
        var storage = new GroupCommitEventStorage(new PgClientDatabase(pool, TestDatabase.vertx()), TestDatabase.SCHEMA,
                new GroupCommitLimits(2, 64, 1_000));
        DurableSubscriptions subscriptions = TestNode.subscriptions(storage, Duration.ofMillis(Long.parseLong(args[3])));
        EventStore store = TestNode.store(storage, appended -> {
            subscriptions.appended();
            storage.signals().send(Signal.APPENDED);
        });
        var elsewhere = io.vertx.mutiny.sqlclient.Pool.newInstance(pool);

        await(subscriptions.startTransactional(options(EXACTLY_ONCE, args[2]), Object.class,
                (event, session) -> note(session.unwrap(SqlConnection.class), EXACTLY_ONCE, event)));
        await(subscriptions.start(options(AT_LEAST_ONCE, args[2]), Object.class,
                event -> note(elsewhere, AT_LEAST_ONCE, event)));
        await(subscriptions.start(options(FILTERED, args[2]).withFilter(EventFilter.categories(CATEGORY)), Object.class,
                event -> note(elsewhere, FILTERED, event)));
        new TortureWriter(store, TestNode.sessions(storage)).write(1, () -> isWriting);
        System.out.println("ready");

        int told = System.in.read();
        isWriting = false;
        while (told >= 0) {
            told = System.in.read();
        }
        Outcomes.await(subscriptions.stopAll());
        System.exit(0);
    }

    private static SubscriptionOptions options(String name, String partitions) {
        return SubscriptionOptions.named(name).withPartitions(Integer.parseInt(partitions)).withBatchSize(50)
                .withFailurePolicy(FailurePolicy.stop().withRetries(20, Duration.ofMillis(50), Duration.ofSeconds(1)));
    }

    /** The server may be restarting. */
    private static void await(Uni<Void> start) {
        Outcomes.await(start.onFailure().retry().withBackOff(Duration.ofMillis(100), Duration.ofSeconds(1)).atMost(50));
    }

    static Uni<Void> note(SqlClient client, String subscription, RecordedEvent<Object> event) {
        return client.preparedQuery(INSERT).execute(Tuple.of(subscription, event.streamName(), event.streamVersion(),
                event.globalPosition(), ProcessHandle.current().pid())).replaceWithVoid();
    }

    private static Pool pool(int port, String database) {
        return PgBuilder.pool().with(new PoolOptions().setMaxSize(8)).connectingTo(new PgConnectOptions()
                .setHost("localhost").setPort(port).setDatabase(database).setUser("postgres")
                .setCachePreparedStatements(true)).using(TestDatabase.vertx()).build();
    }
}
