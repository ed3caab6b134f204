package org.acme.shoppingcart.story;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The packaged service as a process of its own, with its log in a file. It ends with this JVM.
 */
record Service(Process process, int port) implements AutoCloseable {

    private static final int USUAL_PORT = 8080;

    /** Starts the service on the given port of PostgreSQL and returns when it listens. */
    static Service start(Path build, int postgresqlPort) throws Exception {
        var port = choosePort();
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder = new ProcessBuilder(java, "-jar", build.resolve("quarkus-app/quarkus-run.jar").toString())
                .redirectErrorStream(true);
        builder.environment().put("QUARKUS_HTTP_HOST", "localhost");
        builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
        builder.environment().put("QUARKUS_DATASOURCE_REACTIVE_URL", "postgresql://localhost:" + postgresqlPort + "/postgres");
        builder.environment().put("QUARKUS_DATASOURCE_USERNAME", "postgres");
        builder.environment().put("QUARKUS_DATASOURCE_PASSWORD", "postgres");

        var process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        awaitListening(process, build.resolve("story.log"));
        return new Service(process, port);
    }

    String url() {
        return "http://localhost:" + port;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    /** The usual one, a free one if it is taken, or the one that {@code -Dquarkus.http.port} asks for. */
    private static int choosePort() throws IOException {
        var wanted = Integer.getInteger("quarkus.http.port");
        if (wanted != null) {
            return wanted;
        }
        try (var usual = new ServerSocket(USUAL_PORT)) {
            return usual.getLocalPort();
        } catch (IOException taken) {
            try (var free = new ServerSocket(0)) {
                return free.getLocalPort();
            }
        }
    }

    private static void awaitListening(Process process, Path log) throws Exception {
        var listening = new CompletableFuture<Boolean>();
        var reader = new Thread(() -> copy(process, log, listening), "story-service-log");
        reader.setDaemon(true);
        reader.start();
        if (!listening.get(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("Service: expected it to listen, but it ended:\n" + Files.readString(log));
        }
    }

    private static void copy(Process process, Path log, CompletableFuture<Boolean> listening) {
        try (var lines = process.inputReader(); var file = Files.newBufferedWriter(log)) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                file.write(line + "\n");
                file.flush();
                if (line.contains("Listening on:")) {
                    listening.complete(true);
                }
            }
        } catch (IOException stopped) {
            // Stopping the process closes its output while it is read.
        } finally {
            listening.complete(false);
        }
    }
}
