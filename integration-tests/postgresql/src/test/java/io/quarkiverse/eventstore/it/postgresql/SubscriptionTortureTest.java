package io.quarkiverse.eventstore.it.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.EventStoreSessionFactory;
import io.quarkiverse.eventstore.it.postgresql.TestDatabase.RefusedByServer;
import io.quarkiverse.eventstore.it.servers.RestartableServer;
import io.quarkiverse.eventstore.runtime.postgres.groupcommit.GroupCommitLimits;
import io.quarkiverse.eventstore.spi.EventStorage;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Writers whose transactions stay open, roll back and lose their connections; subscribers in processes of their own that are
 * frozen, killed and replaced; a server that crashes in the middle. {@code -Devent-store.torture.seconds=120} makes it minutes.
 */
class SubscriptionTortureTest {

    private static final int SECONDS = Integer.getInteger("event-store.torture.seconds", 8);
    private static final int WRITERS = 8;
    private static final int STREAMS = 1_000;
    private static final int NODES = 4;
    private static final int PARTITIONS = 16;
    private static final long LEASE_MILLIS = 2_000;

    private static final String LOST = """
            select count(*) from event_store.events e
            where not exists (select from handled h where h.subscription = '%s' and h.global_position = e.global_position)
            """;
    private static final String NEVER_STORED = """
            select count(*) from handled h
            where not exists (select from event_store.events e where e.global_position = h.global_position)
            """;
    private static final String HANDLED_TWICE = """
            select count(*) from (select from handled where subscription = '%s' group by global_position having count(*) > 1) d
            """;
    private static final String OVERTAKEN = """
            select count(*) from (
                select global_position - lag(global_position) over (
                    partition by ('x' || substr(md5(stream_name), 1, 8))::bit(32)::bigint %% %d order by seq) as step
                from handled where subscription = '%s') s
            where step <= 0
            """;
    private static final String STREAMS_OUT_OF_ORDER = """
            select count(*) from (
                select first_seq - lag(first_seq) over (partition by stream_name order by stream_version) as step
                from (select stream_name, stream_version, min(seq) as first_seq
                      from handled where subscription = '%s' group by 1, 2) f) s
            where step <= 0
            """;

    private final Random random = new Random();
    private final List<SubscriberProcess> nodes = new ArrayList<>();
    private RestartableServer server;
    private TestDatabase database;

    @BeforeEach
    void start() throws IOException {
        server = RestartableServer.start();
        database = TestDatabase.migratedOn(server.port());
        database.execute(SubscriberNode.CREATE_TABLE);
    }

    @AfterEach
    void stop() throws IOException {
        nodes.forEach(SubscriberProcess::close);
        server.close();
    }

    @Test
    void loses_doubles_and_reorders_nothing() {
        for (int i = 0; i < NODES; i++) {
            nodes.add(SubscriberProcess.start(database, PARTITIONS, LEASE_MILLIS));
        }
        nodes.forEach(SubscriberProcess::awaitReady);

        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        CompletableFuture<?> writers = write(end);
        torment(end);

        assertThat(writers).succeedsWithin(Duration.ofSeconds(60));
        for (String subscription : List.of(SubscriberNode.EXACTLY_ONCE, SubscriberNode.AT_LEAST_ONCE)) {
            Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(200))
                    .untilAsserted(() -> assertThat(count(LOST, subscription)).as("lost by " + subscription).isZero());
            assertThat(count(STREAMS_OUT_OF_ORDER, subscription)).as("out of order in " + subscription).isZero();
        }
        assertThat(database.number(NEVER_STORED)).isZero();
        assertThat(count(HANDLED_TWICE, SubscriberNode.EXACTLY_ONCE)).isZero();
        assertThat(database.number(OVERTAKEN.formatted(PARTITIONS, SubscriberNode.EXACTLY_ONCE))).isZero();
        assertThat(database.number("select count(*) from event_store.events")).isGreaterThan(100L * SECONDS);
        System.out.printf("Torture: %d events, %d positions unused, %d handled at least once.%n",
                database.number("select count(*) from event_store.events"),
                database.number("select max(global_position) - count(*) from event_store.events"),
                database.number("select count(*) from handled where subscription = '" + SubscriberNode.AT_LEAST_ONCE + "'"));
    }

    /** One bad thing after the other, a crash of the server in the middle. */
    private void torment(long end) {
        long middle = end - TimeUnit.SECONDS.toNanos(SECONDS) / 2;
        boolean isCrashed = false;
        while (System.nanoTime() < end) {
            if (!isCrashed && System.nanoTime() > middle) {
                isCrashed = true;
                server.crashAndStart();
            }
            int victim = random.nextInt(nodes.size());
            switch (random.nextInt(4)) {
                case 0 -> freezeForLongerThanItsLease(nodes.get(victim));
                case 1 -> {
                    nodes.get(victim).kill();
                    nodes.set(victim, SubscriberProcess.start(database, PARTITIONS, LEASE_MILLIS));
                }
                case 2 -> {
                    nodes.get(victim).end();
                    nodes.set(victim, SubscriberProcess.start(database, PARTITIONS, LEASE_MILLIS));
                }
                default -> terminateConnections();
            }
        }
    }

    private void freezeForLongerThanItsLease(SubscriberProcess node) {
        node.freeze();
        long frozenAt = System.nanoTime();
        Awaitility.await().until(() -> {
            terminateConnections();
            return System.nanoTime() - frozenAt > TimeUnit.MILLISECONDS.toNanos(LEASE_MILLIS + 500);
        });
        node.thaw();
    }

    private void terminateConnections() {
        try {
            database.execute("select pg_terminate_backend(pid) from (select pid from pg_stat_activity where "
                    + "datname = current_database() and pid <> pg_backend_pid() order by random() limit 2) v");
        } catch (RefusedByServer e) {
            // The server is being restarted, or the connection was the victim of another call.
        }
    }

    private CompletableFuture<?> write(long end) {
        EventStorage storage = database.groupCommit(WRITERS + 4, new GroupCommitLimits(2, 64, 1_000));
        EventStore store = TestNode.store(storage);
        EventStoreSessionFactory sessions = TestNode.sessions(storage);
        return CompletableFuture.allOf(IntStream.range(0, WRITERS)
                .mapToObj(writer -> Multi.createBy().repeating()
                        .uni(() -> random.nextInt(4) == 0 ? session(sessions) : append(store))
                        .whilst(done -> System.nanoTime() < end)
                        .onItem().ignoreAsUni().subscribeAsCompletionStage())
                .toArray(CompletableFuture<?>[]::new));
    }

    private Uni<Boolean> append(EventStore store) {
        return tolerant(store.appendToStream(stream(), ShoppingCartEvent.numbered("p", 1 + random.nextInt(3)))
                .onItem().delayIt().by(Duration.ofMillis(1 + random.nextInt(4))).replaceWith(true));
    }

    /** A session that stays open for a while after its append; one of eight is rolled back. */
    private Uni<Boolean> session(EventStoreSessionFactory sessions) {
        Duration open = Duration.ofMillis(1 + random.nextInt(80));
        boolean rollback = random.nextInt(8) == 0;
        return tolerant(sessions.withSession(session -> session
                .appendToStream(stream(), ShoppingCartEvent.numbered("p", 1 + random.nextInt(3)))
                .onItem().delayIt().by(open)
                .map(appended -> {
                    if (rollback) {
                        throw new IllegalStateException("rolled back");
                    }
                    return true;
                })));
    }

    /** Connections are killed and the server crashes: whether a failed append is stored is for the table to tell. */
    private static Uni<Boolean> tolerant(Uni<Boolean> write) {
        return write.onFailure().recoverWithUni(failure -> Uni.createFrom().item(false)
                .onItem().delayIt().by(Duration.ofMillis(20)));
    }

    private String stream() {
        return "cart-" + random.nextInt(STREAMS);
    }

    private long count(String query, String subscription) {
        return database.number(query.formatted(subscription));
    }
}
