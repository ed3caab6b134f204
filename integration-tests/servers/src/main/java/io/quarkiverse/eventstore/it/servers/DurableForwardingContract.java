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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The packaged application under load, while everything around it and itself is killed and started again. */
public abstract class DurableForwardingContract {

    private static final Duration OUTAGE = Duration.ofSeconds(30);
    private static final int WRITERS = 4;
    private static final int STEP = 100;

    private final RestartableBroker broker;
    private final Map<String, String> configuration = new HashMap<>();
    private final List<PackagedApplication> started = new ArrayList<>();
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
        Map<String, String> address = broker.start();
        beginToReceive(address);
        configuration.putAll(address);
        configuration.put("quarkus.datasource.reactive.url", "postgresql://localhost:" + database.port() + "/postgres");
        configuration.put("quarkus.datasource.username", "postgres");
        configuration.put("quarkus.event-store.subscriptions.lease-duration", "1S");
        configuration.put("quarkus.event-store.forwarding.durable.partitions", "4");
        application = startWith(WRITERS);
    }

    @AfterEach
    void stop() throws Exception {
        for (PackagedApplication each : started) {
            each.close();
        }
        endToReceive();
        broker.stop();
        database.close();
    }

    @Test
    void every_committed_event_arrives_in_order_whatever_is_killed() throws Exception {
        endOne();
        assertThat(ids()).as("each event once").doesNotHaveDuplicates();

        freezeAndKillOne();
        database.crashAndStart();
        awaitMore();
        stopBroker();

        application.kill();
        application = startWith(0);
        Set<String> committed = committed();
        await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> assertThat(new HashSet<>(ids())).hasSameSizeAs(committed));
        assertThat(new HashSet<>(ids())).isEqualTo(committed);
        assertThatNoneIsOvertaken();
    }

    private void endOne() throws Exception {
        joinAnother().end();
        awaitNodes(1);
        awaitMore();
    }

    /** It freezes with events under way, and goes on when another node has sent them. */
    private void freezeAndKillOne() throws Exception {
        PackagedApplication former = joinAnother();
        former.freeze();
        awaitNodes(1);
        awaitMore();
        former.thaw();
        awaitNodes(2);
        former.kill();
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
        int whenItStopped = committed().size();
        await().atMost(OUTAGE).until(() -> committed().size() > whenItStopped + STEP);
        application.end();
        configuration.putAll(withoutBroker());
        application = startWith(WRITERS);
        await().atMost(OUTAGE.multipliedBy(2))
                .until(() -> System.nanoTime() > end && committed().size() > whenItStopped + 2 * STEP);
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
        int before = new HashSet<>(ids()).size();
        await().atMost(Duration.ofMinutes(1)).until(() -> new HashSet<>(ids()).size() >= before + STEP);
    }

    private List<String> ids() throws Exception {
        return received().stream().map(Received::id).toList();
    }

    private Set<String> committed() throws SQLException {
        return new HashSet<>(column("SELECT event_id FROM event_store.events"));
    }

    private void awaitNodes(int count) {
        await().atMost(Duration.ofMinutes(1)).until(() -> forwardingNodes() == count);
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
        started.add(next);
        return next;
    }
}
