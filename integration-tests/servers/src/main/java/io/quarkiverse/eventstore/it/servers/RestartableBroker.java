package io.quarkiverse.eventstore.it.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/**
 * A broker that tests can stop and start again: it keeps its port and its data meanwhile. A field of type
 * {@code Consumer<Boolean>} of a test gets its switch: {@code true} starts the broker, {@code false} stops it.
 */
abstract class RestartableBroker implements QuarkusTestResourceLifecycleManager {

    private final Path directory = temporaryDirectory();
    private final int port = freePort();

    @Override
    public final Map<String, String> start() {
        turn(true);
        return addressedAs(port);
    }

    @Override
    public final void stop() {
        turn(false);
    }

    /** Of a type that all class loaders share. */
    @Override
    public final void inject(TestInjector injector) {
        Consumer<Boolean> control = this::turn;
        injector.injectIntoFields(control, field -> field.getType() == Consumer.class);
    }

    /** The configuration of an application that uses the broker. */
    abstract Map<String, String> addressedAs(int brokerPort);

    abstract void begin(int brokerPort, Path data) throws Exception;

    abstract void end() throws Exception;

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void turn(boolean isUp) {
        try {
            if (isUp) {
                begin(port, directory);
            } else {
                end();
            }
        } catch (Exception e) {
            throw new IllegalStateException("The broker could not be turned " + (isUp ? "on." : "off."), e);
        }
    }

    private static void deleteAll(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path temporaryDirectory() {
        try {
            Path root = Files.createTempDirectory("broker");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> deleteAll(root)));
            return root;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
