package io.quarkiverse.eventstore.it.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The packaged application under load, while everything around it and itself is killed and started again. */
public abstract class DurableForwardingContract {

    private static final Duration OUTAGE = Duration.ofSeconds(30);
    private static final Duration SOON = Duration.ofMinutes(1);

    /** So many streams of these names fill all partitions. */
    private static final int WRITERS = 5;
    private static final int PARTITIONS = 4;

    /** Of each stream. */
    private static final int STEP = 10;

    private final RestartableBroker broker;
    private final Map<String, String> configuration = new HashMap<>();
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private RestartableServer database;
    private PackagedApplication application;

    protected DurableForwardingContract(RestartableBroker broker) {
        this.broker = broker;
    }

    /** Called when the broker is there, and nobody has sent anything to it. */
    protected abstract void beginToReceive(Map<String, String> address) throws Exception;

    /** All that has arrived up to now, in the order in which the broker gave it. */
    protected abstract List<Received> received() throws Exception;

    protected abstract void endToReceive() throws Exception;

    /** What the application is started with while the broker is away: it refuses nothing for all that. */
    protected abstract Map<String, String> withoutBroker();

    @BeforeEach
    void start() throws Exception {
        database = RestartableServer.start();
        started.push(database);
        Map<String, String> address = broker.start();
        started.push(broker::stop);
        beginToReceive(address);
        started.push(this::endToReceive);
        configuration.putAll(address);
        configuration.put("quarkus.datasource.reactive.url", "postgresql://localhost:" + database.port() + "/postgres");
        configuration.put("quarkus.datasource.username", "postgres");
        configuration.put("quarkus.event-store.subscriptions.lease-duration", "3S");
        configuration.put("quarkus.event-store.forwarding.durable.partitions", Integer.toString(PARTITIONS));
        configuration.put("quarkus.event-store.forwarding.durable.acknowledgement-timeout", "10S");
        application = startWith(WRITERS);
    }

    @AfterEach
    void stop() throws Exception {
        while (!started.isEmpty()) {
            started.pop().close();
        }
    }

    @Test
    void every_committed_event_arrives_in_order_whatever_is_killed() throws Exception {
        endOne();
        assertThat(received().stream().map(Received::id)).as("each event once").doesNotHaveDuplicates();

        freezeAndKillOne();
        database.crashAndStart();
        awaitMore();
        stopBroker();

        application.kill();
        application = startWith(0);
        await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> assertThat(arrived()).hasSameSizeAs(committed()));
        assertThat(arrived()).isEqualTo(committed());
        assertThatNoneIsOvertaken();
    }

    private void endOne() throws Exception {
        joinAnother().end();
        awaitNodes(1);
        awaitMore();
    }

    /**
     * It freezes while it sends, and goes on when another node has sent more. Of each stream, it then sends no more than its
     * channel has already taken.
     */
    private void freezeAndKillOne() throws Exception {
        PackagedApplication frozen = joinAnother();
        frozen.freeze();
        awaitNodes(1);
        awaitMore();
        List<Received> before = received();
        Map<String, Long> highest = highestVersions(before);
        frozen.thaw();
        awaitNodes(2);
        awaitMore();
        List<Received> since = received();
        Map<String, Long> late = since.subList(before.size(), since.size()).stream()
                .filter(event -> event.version() <= highest.get(event.stream()))
                .collect(Collectors.groupingBy(Received::stream, Collectors.counting()));
        assertThat(late.values()).as("late events of a stream: %s", late).allMatch(count -> count <= 1);
        frozen.kill();
        awaitNodes(1);
        awaitMore();
    }

    /** Another node, which takes its share of the partitions; the former one is the result. */
    private PackagedApplication joinAnother() throws Exception {
        PackagedApplication former = application;
        awaitMore();
        application = startWith(WRITERS);
        awaitNodes(2);
        awaitMore();
        return former;
    }

    /** Under load. The application ends meanwhile and starts without a broker. */
    private void stopBroker() throws Exception {
        broker.stop();
        long end = System.nanoTime() + OUTAGE.toNanos();
        awaitMoreCommitted();
        application.end();
        configuration.putAll(withoutBroker());
        application = startWith(WRITERS);
        awaitMoreCommitted();
        await().atMost(OUTAGE.multipliedBy(2)).until(() -> System.nanoTime() > end);
        broker.start();
        awaitMore();
    }

    /** What comes again after a crash follows what it already followed. */
    private void assertThatNoneIsOvertaken() throws Exception {
        Map<String, Long> versions = new HashMap<>();
        for (Received event : received()) {
            long highest = versions.getOrDefault(event.stream(), 0L);
            assertThat(event.version()).as("version in %s", event.stream()).isBetween(1L, highest + 1);
            versions.put(event.stream(), Math.max(highest, event.version()));
        }
    }

    private void awaitMore() throws Exception {
        Map<String, Long> before = highestVersions(received());
        await().atMost(SOON).until(() -> {
            Map<String, Long> now = highestVersions(received());
            return now.size() == WRITERS && now.entrySet().stream()
                    .allMatch(each -> each.getValue() >= before.getOrDefault(each.getKey(), 0L) + STEP);
        });
    }

    private void awaitMoreCommitted() throws SQLException {
        int before = committed().size();
        await().atMost(SOON).until(() -> committed().size() >= before + WRITERS * STEP);
    }

    private static Map<String, Long> highestVersions(List<Received> events) {
        return events.stream().collect(Collectors.toMap(Received::stream, Received::version, Math::max));
    }

    private Set<String> arrived() throws Exception {
        return received().stream().map(Received::id).collect(Collectors.toSet());
    }

    private Set<String> committed() throws SQLException {
        return new HashSet<>(column("SELECT event_id FROM event_store.events"));
    }

    private void awaitNodes(int count) {
        await().atMost(SOON).until(() -> forwardingNodes() == count);
    }

    private int forwardingNodes() throws SQLException {
        return column("SELECT DISTINCT node FROM event_store.subscription_leases"
                + " WHERE subscription_name = 'forwarding-events' AND node IS NOT NULL").size();
    }

    private List<String> column(String query) throws SQLException {
        try (Connection connection = DriverManager
                .getConnection("jdbc:postgresql://localhost:" + database.port() + "/postgres?user=postgres");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    private PackagedApplication startWith(int writers) throws Exception {
        configuration.put("load.writers", Integer.toString(writers));
        PackagedApplication next = PackagedApplication.start(Path.of("target"), configuration);
        started.push(next);
        return next;
    }
}
