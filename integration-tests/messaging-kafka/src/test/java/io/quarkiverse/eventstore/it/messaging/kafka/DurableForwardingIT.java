package io.quarkiverse.eventstore.it.messaging.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.it.servers.KafkaBroker;
import io.quarkiverse.eventstore.it.servers.PackagedApplication;
import io.quarkiverse.eventstore.it.servers.RestartableServer;

/** The packaged application under load, while everything around it and itself is killed and started again. */
class DurableForwardingIT {

    private static final Duration OUTAGE = Duration.ofSeconds(30);
    private static final int STEP = 300;

    private final KafkaBroker broker = new KafkaBroker();
    private final Map<String, String> configuration = new HashMap<>();
    private RestartableServer database;
    private Topic topic;
    private PackagedApplication application;

    @BeforeEach
    void start() throws Exception {
        database = RestartableServer.start();
        configuration.putAll(broker.start());
        topic = new Topic(configuration.get("kafka.bootstrap.servers"), "shop-events");
        configuration.put("quarkus.datasource.reactive.url", "postgresql://localhost:" + database.port() + "/postgres");
        configuration.put("quarkus.datasource.username", "postgres");
        configuration.put("quarkus.event-store.subscriptions.lease-duration", "1S");
        application = startWith(4);
    }

    @AfterEach
    void stop() throws Exception {
        application.close();
        topic.close();
        broker.stop();
        database.close();
    }

    @Test
    void every_committed_event_arrives_in_order_whatever_is_killed() throws Exception {
        endTwice();
        assertThat(ids()).as("each event once").doesNotHaveDuplicates();

        killTwice();
        database.crashAndStart();
        awaitMoreOnTopic();
        stopBroker();

        application.kill();
        application = startWith(0);
        Set<String> committed = committed();
        await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> assertThat(arrived()).hasSameSizeAs(committed));
        assertThat(arrived()).isEqualTo(committed);
        assertThatNoneIsOvertaken();
    }

    private void endTwice() throws Exception {
        for (int i = 0; i < 2; i++) {
            awaitMoreOnTopic();
            application.end();
            application = startWith(4);
        }
        awaitMoreOnTopic();
    }

    private void killTwice() throws Exception {
        for (int i = 0; i < 2; i++) {
            application.kill();
            application = startWith(4);
            awaitMoreOnTopic();
        }
    }

    /** Under load. The application ends meanwhile and starts without a broker, which refuses nothing for all that. */
    private void stopBroker() throws Exception {
        broker.stop();
        long end = System.nanoTime() + OUTAGE.toNanos();
        int whenItStopped = committed().size();
        await().atMost(OUTAGE).until(() -> committed().size() > whenItStopped + STEP);
        application.end();
        configuration.put("quarkus.event-store.forwarding.durable.when-refused", "park");
        configuration.put("quarkus.event-store.forwarding.durable.retries", "0");
        configuration.put("quarkus.event-store.forwarding.durable.acknowledgement-timeout", "2S");
        application = startWith(4);
        await().atMost(OUTAGE.multipliedBy(2))
                .until(() -> System.nanoTime() > end && committed().size() > whenItStopped + 2 * STEP);
        broker.start();
        awaitMoreOnTopic();
    }

    /** What comes again after a crash follows what it already followed. */
    private void assertThatNoneIsOvertaken() {
        Map<String, Long> versions = new HashMap<>();
        for (ConsumerRecord<String, byte[]> record : topic.all(key -> true)) {
            long version = Long.parseLong(header(record, "ce_streamversion"));
            long highest = versions.getOrDefault(record.key(), 0L);
            assertThat(version).as("version in %s", record.key()).isBetween(1L, highest + 1);
            versions.put(record.key(), Math.max(highest, version));
        }
    }

    private void awaitMoreOnTopic() {
        int before = arrived().size();
        await().atMost(Duration.ofMinutes(1)).until(() -> arrived().size() >= before + STEP);
    }

    private Set<String> arrived() {
        return new HashSet<>(ids());
    }

    private List<String> ids() {
        return topic.all(key -> true).stream().map(record -> header(record, "ce_id")).toList();
    }

    private Set<String> committed() throws SQLException {
        try (Connection connection = DriverManager
                .getConnection("jdbc:postgresql://localhost:" + database.port() + "/postgres?user=postgres");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT event_id FROM event_store.events")) {
            Set<String> ids = new HashSet<>();
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
            return ids;
        }
    }

    private PackagedApplication startWith(int writers) throws Exception {
        configuration.put("load.writers", Integer.toString(writers));
        return PackagedApplication.start(Path.of("target"), configuration);
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
