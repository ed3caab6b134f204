package io.quarkiverse.eventstore.embedded.postgresql.deployment;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.eclipse.microprofile.config.Config;

/**
 * What a server is started with: the role that the application connects as, the settings and the time it may take.
 */
record ServerSettings(String role, Map<String, String> serverConfig, Duration startupTimeout) {

    /** The role that every server has; another one is created on start. */
    static final String SUPERUSER = "postgres";

    static ServerSettings of(EmbeddedPostgresqlConfig settings, Datasource datasource, Config config) {
        var role = config.getOptionalValue(datasource.property("username"), String.class).orElse(SUPERUSER);
        return new ServerSettings(role, Map.copyOf(settings.serverConfig()), settings.startupTimeout());
    }

    /** What must be equal for a running server to be kept. */
    Map<String, String> identity() {
        Map<String, String> identity = new HashMap<>(serverConfig);
        identity.put("role of the application", role);
        return identity;
    }
}
