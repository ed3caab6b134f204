package io.quarkiverse.eventstore.embedded.postgresql.deployment;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.quarkus.deployment.builditem.Startable;

/**
 * The servers of an application, one for each datasource, which start and stop together.
 * <p>
 * They are one Dev Service: of several, each one that goes on would hand the URLs of all to the next application in the JVM,
 * those of stopped ones, too.
 */
final class EmbeddedPostgresqlServers implements Startable {

    private final Map<Datasource, EmbeddedPostgresqlServer> servers = new LinkedHashMap<>();

    EmbeddedPostgresqlServers(Map<Datasource, ServerSettings> settings) {
        settings.forEach((datasource, server) -> servers.put(datasource, new EmbeddedPostgresqlServer(server)));
    }

    /** All or none. */
    @Override
    public void start() {
        try {
            servers.values().forEach(EmbeddedPostgresqlServer::start);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    EmbeddedPostgresqlServer of(Datasource datasource) {
        return Objects.requireNonNull(servers.get(datasource));
    }

    @Override
    public String getConnectionInfo() {
        return servers.values().stream().map(EmbeddedPostgresqlServer::url).collect(Collectors.joining(", "));
    }

    @Override
    public @Nullable String getContainerId() {
        return null;
    }

    @Override
    public void close() {
        servers.values().forEach(EmbeddedPostgresqlServer::close);
    }
}
