package io.quarkiverse.eventstore.it.messaging.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;

import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;

/** A real broker in this process that tests can stop and start again; it keeps its data meanwhile. */
public class KafkaBroker implements QuarkusTestResourceLifecycleManager {

    private final int port = freePort();
    private final int controllerPort = freePort();
    private final Path directory = temporaryDirectory();
    private KafkaRaftServer server;

    @Override
    public Map<String, String> start() {
        format();
        begin();
        return Map.of("kafka.bootstrap.servers", "localhost:" + port);
    }

    @Override
    public void stop() {
        end();
    }

    /** A type that all class loaders share: {@code true} starts the broker, {@code false} stops it. */
    @Override
    public void inject(TestInjector injector) {
        Consumer<Boolean> control = isUp -> {
            if (isUp) {
                begin();
            } else {
                end();
            }
        };
        injector.injectIntoFields(control, field -> field.getType() == Consumer.class);
    }

    private void format() {
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(1)
                    .setControllerListenerName("CONTROLLER")
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .addDirectory(directory.toString())
                    .setMetadataLogDirectory(directory.toString())
                    .run();
        } catch (Exception e) {
            throw new IllegalStateException("Kafka could not be set up.", e);
        }
    }

    private synchronized void begin() {
        Properties settings = new Properties();
        settings.putAll(Map.of(
                "process.roles", "broker,controller",
                "node.id", "1",
                "controller.quorum.voters", "1@localhost:" + controllerPort,
                "controller.listener.names", "CONTROLLER",
                "listeners", "PLAINTEXT://localhost:" + port + ",CONTROLLER://localhost:" + controllerPort,
                "advertised.listeners", "PLAINTEXT://localhost:" + port,
                "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "log.dirs", directory.toString()));
        settings.putAll(Map.of(
                "num.partitions", "3",
                "offsets.topic.replication.factor", "1",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "share.coordinator.state.topic.replication.factor", "1",
                "share.coordinator.state.topic.min.isr", "1",
                "log.cleaner.dedupe.buffer.size", "4194304",
                "group.initial.rebalance.delay.ms", "0"));
        server = new KafkaRaftServer(KafkaConfig.fromProps(settings), Time.SYSTEM);
        server.startup();
    }

    private synchronized void end() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("kafka");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
