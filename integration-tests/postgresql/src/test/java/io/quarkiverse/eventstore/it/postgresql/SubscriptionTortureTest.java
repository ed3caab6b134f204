package io.quarkiverse.eventstore.it.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.it.postgresql.TestDatabase.RefusedByServer;
import io.quarkiverse.eventstore.it.servers.RestartableServer;
import io.quarkiverse.eventstore.runtime.postgres.groupcommit.GroupCommitLimits;
import io.quarkiverse.eventstore.spi.EventStorage;

/**
 * Writers whose transactions stay open, roll back and lose their connections; subscribers in processes of their own, which
 * append, too, and are frozen, killed, ended and replaced; a server that crashes.
 * {@code -Devent-store.torture.seconds=120} makes it minutes.
 */
class SubscriptionTortureTest {

    private static final int SECONDS = Integer.getInteger("event-store.torture.seconds", 3);
    private static final int WRITERS = 8;
    private static final int NODES = 4;
    private static final int PARTITIONS = 16;
    private static final long LEASE_MILLIS = 2_000;

    /** Each with the pattern of the categories that it follows. */
    private static final Map<String, String> SUBSCRIPTIONS = Map.of(SubscriberNode.EXACTLY_ONCE, "%",
            SubscriberNode.AT_LEAST_ONCE, "%", SubscriberNode.FILTERED, SubscriberNode.CATEGORY);

    private static final String LOST = """
            select count(*) from event_store.events e
            join event_store.streams s using (stream_id)
            where s.stream_name like '%s' || '-%%'
              and not exists (select from handled h where h.subscription = '%s' and h.global_position = e.global_position)
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
                select first_seq - lag(first_seq) over (partition by p order by global_position) as step
                from (select ('x' || substr(md5(stream_name), 1, 8))::bit(32)::bigint %% %d as p, global_position,
                             min(seq) as first_seq
                      from handled where subscription = '%s' group by 1, 2) f) s
            where step <= 0
            """;
    private static final String STREAMS_OUT_OF_ORDER = """
            select count(*) from (
                select first_seq - lag(first_seq) over (partition by stream_name order by stream_version) as step
                from (select stream_name, stream_version, min(seq) as first_seq
                      from handled where subscription = '%s' group by 1, 2) f) s
            where step <= 0
            """;

    private final long seed = Long.getLong("event-store.torture.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final List<SubscriberProcess> nodes = new ArrayList<>();
    private final Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
    private RestartableServer server;
    private TestDatabase database;
    private volatile boolean isWriting = true;

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
            nodes.add(startNode());
        }
        nodes.forEach(SubscriberProcess::awaitReady);
        EventStorage storage = database.groupCommit(WRITERS + 4, new GroupCommitLimits(2, 64, 1_000));
        TortureWriter writer = new TortureWriter(TestNode.store(storage), TestNode.sessions(storage));
        CompletableFuture<?> writers = writer.write(WRITERS, () -> isWriting);

        torment();
        isWriting = false;
        assertThat(writers).succeedsWithin(Duration.ofSeconds(60));
        nodes.forEach(SubscriberProcess::awaitReady);
        nodes.forEach(SubscriberProcess::followOnly);
        awaitAllHandled();
        nodes.forEach(SubscriberProcess::end);

        assertThat(faults).as("faults of seed %d", seed).containsOnlyKeys(Fault.values());
        assertThat(positions()).containsAll(writer.acknowledged());
        for (String subscription : SUBSCRIPTIONS.keySet()) {
            assertThat(database.number(STREAMS_OUT_OF_ORDER.formatted(subscription))).as(subscription).isZero();
            assertThat(database.number(OVERTAKEN.formatted(PARTITIONS, subscription))).as(subscription).isZero();
        }
        assertThat(database.number(NEVER_STORED)).isZero();
        assertThat(database.number(HANDLED_TWICE.formatted(SubscriberNode.EXACTLY_ONCE))).isZero();
        assertThat(database.number("select count(*) from event_store.events")).isGreaterThan(100L * SECONDS);
        System.out.printf("Torture: %s; %d events, %d positions unused, %d handled at least once.%n", faults,
                database.number("select count(*) from event_store.events"),
                database.number("select max(global_position) - count(*) from event_store.events"),
                database.number("select count(*) from handled where subscription = '" + SubscriberNode.AT_LEAST_ONCE + "'"));
    }

    private void awaitAllHandled() {
        SUBSCRIPTIONS.forEach((subscription, categories) -> Awaitility.await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200)).untilAsserted(
                        () -> assertThat(database.number(LOST.formatted(categories, subscription)))
                                .as("lost by " + subscription).isZero()));
    }

    private Set<Long> positions() {
        return database.strings("select global_position from event_store.events").stream().map(Long::valueOf)
                .collect(Collectors.toSet());
    }

    private enum Fault {
        FREEZE,
        KILL,
        END,
        TERMINATE,
        CRASH
    }

    /** One bad thing after the other, in rounds with one of each kind. */
    private void torment() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        int turn = 0;
        do {
            List<Fault> round = new ArrayList<>(List.of(Fault.values()));
            Collections.shuffle(round, random);
            for (Fault fault : round) {
                befall(fault, turn++ % NODES);
            }
        } while (System.nanoTime() < end);
    }

    private void befall(Fault fault, int victim) {
        if (fault != Fault.TERMINATE && fault != Fault.CRASH) {
            nodes.get(victim).awaitReady();
        }
        switch (fault) {
            case FREEZE -> freezeForLongerThanItsLease(nodes.get(victim));
            case KILL -> {
                nodes.get(victim).kill();
                nodes.set(victim, startNode());
            }
            case END -> {
                nodes.get(victim).end();
                nodes.set(victim, startNode());
            }
            case TERMINATE -> terminateConnections();
            case CRASH -> server.crashAndStart();
        }
        faults.merge(fault, 1, Integer::sum);
    }

    private SubscriberProcess startNode() {
        return SubscriberProcess.start(database, PARTITIONS, LEASE_MILLIS);
    }

    private void freezeForLongerThanItsLease(SubscriberProcess node) {
        node.freeze();
        long frozenAt = System.nanoTime();
        Awaitility.await().until(() -> System.nanoTime() - frozenAt > TimeUnit.MILLISECONDS.toNanos(LEASE_MILLIS + 500));
        node.thaw();
    }

    private void terminateConnections() {
        try {
            database.execute("select pg_terminate_backend(pid) from (select pid from pg_stat_activity where "
                    + "datname = current_database() and pid <> pg_backend_pid() order by random() limit 4) v");
        } catch (RefusedByServer e) {
            // The connection was the victim of another call.
        }
    }
}
