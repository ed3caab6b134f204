package io.quarkiverse.eventstore.it.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * A PostgreSQL server of one test, durable and to be restarted while it is at work.
 */
public final class RestartableServer implements AutoCloseable {

    /** The server refuses to be controlled by root, as whom it was started in a user namespace of its own. */
    private static final List<String> AS_ANYBODY = "root".equals(System.getProperty("user.name"))
            ? List.of("unshare", "-U")
            : List.of();

    private final EmbeddedPostgres server;
    private final Path data;
    private final String controlProgram;

    private RestartableServer(EmbeddedPostgres server, Path data, String controlProgram) {
        this.server = server;
        this.data = data;
        this.controlProgram = controlProgram;
    }

    public static RestartableServer start() throws IOException {
        return start("log_min_messages", "warning");
    }

    public static RestartableServer start(String setting, String value) throws IOException {
        Path data = Files.createTempDirectory("event-store-server");
        EmbeddedPostgres server = EmbeddedPostgres.builder().setServerConfig(setting, value).setLocaleConfig("locale", "C")
                .setDataDirectory(data)
                .setCleanDataDirectory(true)
                .setServerConfig("fsync", "on").setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "200").start();
        long pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
        String program = ProcessHandle.of(pid).orElseThrow().info().command().orElseThrow();
        return new RestartableServer(server, data, Path.of(program).resolveSibling("pg_ctl").toString());
    }

    public int port() {
        return server.getPort();
    }

    /** Ends the server as a crash would, without a checkpoint, and starts it again with the same settings. */
    public void crashAndStart() {
        try {
            String options = options();
            String crashed = process();
            run("stop", "-m", "immediate");
            run("start", "-o", options, "-l", data.resolve("restarted.log").toString());
            if (process().equals(crashed)) {
                throw new AssertionError("Server in " + data + ": expected another process than " + crashed
                        + " after the crash, but it is the same.");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        run("stop", "-m", "immediate");
        server.close();
    }

    /** The command line that the server had when it was first started, which it keeps in a file. */
    private String options() throws IOException {
        String started = Files.readString(data.resolve("postmaster.opts")).strip();
        return started.substring(started.indexOf(' ')).replace("\"-D\" \"" + data + "\"", "");
    }

    /** The server's process and when it was started. */
    private String process() throws IOException {
        List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
        return lines.get(0).strip() + " since " + lines.get(2).strip();
    }

    private void run(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(AS_ANYBODY);
        command.addAll(List.of(controlProgram, arguments[0], "-w", "-D", data.toString()));
        command.addAll(List.of(arguments).subList(1, arguments.length));
        Path output = data.resolve("control.log");
        try {
            int exit = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start()
                    .waitFor();
            if (exit != 0) {
                throw new AssertionError(command + ": expected it to succeed, but it ended with " + exit + ": "
                        + Files.readString(output));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(command + ": expected it to end, but the test was interrupted.", e);
        }
    }
}
