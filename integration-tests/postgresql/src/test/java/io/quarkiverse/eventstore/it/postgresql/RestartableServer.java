package io.quarkiverse.eventstore.it.postgresql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * A PostgreSQL server of one test, durable and to be restarted while it is at work.
 */
final class RestartableServer implements AutoCloseable {

    private final EmbeddedPostgres server;
    private final Path data;
    private final String controlProgram;

    private RestartableServer(EmbeddedPostgres server, Path data, String controlProgram) {
        this.server = server;
        this.data = data;
        this.controlProgram = controlProgram;
    }

    static RestartableServer start() throws IOException {
        return start("log_min_messages", "warning");
    }

    static RestartableServer start(String setting, String value) throws IOException {
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

    int port() {
        return server.getPort();
    }

    /** Ends the server as a crash would, without a checkpoint, and starts it again with the same settings. */
    void crashAndStart() {
        try {
            run("stop", "-m", "immediate");
            run("start", "-o", options(), "-l", data.resolve("restarted.log").toString());
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

    private void run(String... arguments) throws IOException {
        String[] command = new String[arguments.length + 4];
        command[0] = controlProgram;
        command[1] = arguments[0];
        command[2] = "-w";
        command[3] = "-D";
        command[4] = data.toString();
        System.arraycopy(arguments, 1, command, 5, arguments.length - 1);
        try {
            new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(data.resolve("control.log").toFile()).start().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
