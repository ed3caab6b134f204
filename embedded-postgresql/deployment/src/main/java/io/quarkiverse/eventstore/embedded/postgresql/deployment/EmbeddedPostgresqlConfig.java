package io.quarkiverse.eventstore.embedded.postgresql.deployment;

import java.time.Duration;
import java.util.Map;

import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * Configuration of the embedded PostgreSQL that serves development and tests where no container engine runs.
 */
@ConfigMapping(prefix = "quarkus.event-store.embedded-postgresql")
@ConfigRoot(phase = ConfigPhase.BUILD_TIME)
public interface EmbeddedPostgresqlConfig {

    /**
     * Whether a PostgreSQL server starts by itself in dev and test mode and for {@code quarkus:run}.
     * <p>
     * It starts for every PostgreSQL datasource without a URL if neither Docker nor Podman runs. A datasource URL wins, and so
     * does {@code quarkus.datasource.devservices.enabled}, be it {@code true} or {@code false}. A production build is never
     * touched.
     */
    @WithDefault("true")
    boolean enabled();

    /**
     * Settings of the server, as in {@code postgresql.conf}; a name with a dot is put in quotes.
     * <p>
     * The defaults favour speed over durability: {@code fsync=off}, {@code synchronous_commit=off}, {@code timezone=UTC},
     * {@code max_connections=100}. Committed data can be lost if the machine stops, and a benchmark says nothing about a
     * production server; set {@code fsync=on} and {@code synchronous_commit=on} where that matters.
     */
    @ConfigDocMapKey("setting")
    Map<String, String> serverConfig();

    /**
     * How long the server may take to accept connections before the start of the application fails.
     */
    @WithDefault("30s")
    Duration startupTimeout();
}
