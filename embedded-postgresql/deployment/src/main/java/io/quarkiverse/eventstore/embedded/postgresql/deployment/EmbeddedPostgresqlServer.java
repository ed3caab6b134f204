package io.quarkiverse.eventstore.embedded.postgresql.deployment;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.logging.Level;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * A PostgreSQL server on a free port of the loopback interface, with a data directory that lives as long as it does.
 * <p>
 * It trusts every local connection. It stops on {@link #close()} and at the end of the JVM; {@link StaleServers} covers a JVM
 * that is killed.
 */
final class EmbeddedPostgresqlServer implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(EmbeddedPostgresqlServer.class);
    private static final java.util.logging.Logger ZONKY = java.util.logging.Logger.getLogger("io.zonky.test.db.postgres");

    private final ServerSettings settings;
    private final Thread atEndOfJvm = new Thread(this::stop, "embedded-postgresql-stop");
    private @Nullable ServerDirectory directory;
    private @Nullable EmbeddedPostgres postgres;

    EmbeddedPostgresqlServer(ServerSettings settings) {
        this.settings = settings;
    }

    synchronized void start() {
        ZONKY.setLevel(Level.WARNING);
        StaleServers.reap();
        Runtime.getRuntime().addShutdownHook(atEndOfJvm);
        try {
            var created = ServerDirectory.create();
            directory = created;
            var started = builder(created).start();
            postgres = started;
            createRole(started);
        } catch (IOException | SQLException | RuntimeException e) {
            var log = serverLog();
            close();
            throw new IllegalStateException(
                    "Embedded PostgreSQL: expected a server with the settings %s within %s, but it failed to start: %s%n%s"
                            .formatted(settings.serverConfig(), settings.startupTimeout(), e.getMessage(), log),
                    e);
        }
    }

    String url() {
        if (postgres == null) {
            throw new IllegalStateException("Embedded PostgreSQL: expected a running server, but it is not started.");
        }
        return "postgresql://localhost:%d/postgres".formatted(postgres.getPort());
    }

    String role() {
        return settings.role();
    }

    @Override
    public void close() {
        stop();
        try {
            Runtime.getRuntime().removeShutdownHook(atEndOfJvm);
        } catch (IllegalStateException endOfJvm) {
            LOG.trace("The JVM ends: its shutdown hook stays registered.", endOfJvm);
        }
    }

    private synchronized void stop() {
        try {
            if (postgres != null) {
                postgres.close();
            }
            if (directory != null) {
                StaleServers.remove(directory);
            }
        } catch (IOException | RuntimeException e) {
            LOG.warnf(e, "The embedded PostgreSQL left its directory behind; the next one to start removes it.");
        } finally {
            postgres = null;
            directory = null;
        }
    }

    private EmbeddedPostgres.Builder builder(ServerDirectory directory) {
        var output = ProcessBuilder.Redirect.appendTo(directory.log().toFile());
        var builder = EmbeddedPostgres.builder()
                .setDataDirectory(directory.data())
                .setRegisterShutdownHook(false)
                .setPGStartupWait(settings.startupTimeout())
                .setOutputRedirector(output)
                .setErrorRedirector(output)
                .setLocaleConfig("locale", "C")
                .setServerConfig("max_connections", "100")
                // No socket file: it would stay in the directory for temporary files when the server is killed.
                .setServerConfig("unix_socket_directories", quoted(""));
        settings.serverConfig().forEach((name, value) -> builder.setServerConfig(name, quoted(value)));
        return builder;
    }

    private void createRole(EmbeddedPostgres started) throws SQLException {
        if (settings.role().equals(ServerSettings.SUPERUSER)) {
            return;
        }
        try (var connection = started.getPostgresDatabase().getConnection(); var statement = connection.createStatement()) {
            statement.execute("create role " + statement.enquoteIdentifier(settings.role(), true) + " superuser login");
        }
    }

    /** The settings pass through the shell that {@code pg_ctl} starts the server with. */
    private static String quoted(String value) {
        return File.separatorChar == '\\' ? "\"" + value + "\"" : "'" + value.replace("'", "'\\''") + "'";
    }

    private String serverLog() {
        try {
            return directory == null ? "" : Files.readString(directory.log());
        } catch (IOException noLog) {
            return "";
        }
    }
}
