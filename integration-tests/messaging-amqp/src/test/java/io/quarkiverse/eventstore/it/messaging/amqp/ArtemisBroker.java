package io.quarkiverse.eventstore.it.messaging.amqp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** A real broker in this process that tests can stop and start again; it keeps its messages meanwhile. */
public class ArtemisBroker implements QuarkusTestResourceLifecycleManager {

    private final int port = freePort();
    private final Path directory = temporaryDirectory();
    private EmbeddedActiveMQ server;

    @Override
    public Map<String, String> start() {
        begin();
        return Map.of("amqp-host", "localhost", "amqp-port", Integer.toString(port));
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

    private synchronized void begin() {
        try {
            Configuration configuration = new ConfigurationImpl()
                    .setSecurityEnabled(false)
                    .setJournalDirectory(directory.resolve("journal").toString())
                    .setBindingsDirectory(directory.resolve("bindings").toString())
                    .setPagingDirectory(directory.resolve("paging").toString())
                    .setLargeMessagesDirectory(directory.resolve("large").toString())
                    .addAcceptorConfiguration("amqp", "tcp://localhost:" + port + "?protocols=AMQP")
                    .addAddressSetting("#", new AddressSettings()
                            .setDefaultAddressRoutingType(RoutingType.ANYCAST)
                            .setDefaultQueueRoutingType(RoutingType.ANYCAST)
                            .setAutoDeleteQueues(false)
                            .setAutoDeleteAddresses(false));
            server = new EmbeddedActiveMQ().setConfiguration(configuration);
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException("Artemis could not be started.", e);
        }
    }

    private synchronized void end() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("Artemis could not be stopped.", e);
        }
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
            return Files.createTempDirectory("artemis");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
