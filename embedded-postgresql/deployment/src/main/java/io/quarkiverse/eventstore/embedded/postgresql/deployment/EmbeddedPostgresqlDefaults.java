package io.quarkiverse.eventstore.embedded.postgresql.deployment;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.eclipse.microprofile.config.spi.ConfigSource;

import io.quarkus.runtime.LaunchMode;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;
import io.smallrye.config.common.MapBackedConfigSource;

/**
 * Configuration defaults that take the datasources without a URL from Quarkus's container-based Dev Services.
 * <p>
 * Without them the build of a test fails where no container engine runs, before any server of ours could start. Whatever a
 * user configures has precedence; a production build sees no default at all.
 */
public final class EmbeddedPostgresqlDefaults implements SmallRyeConfigBuilderCustomizer {

    /** The name of the configuration source; a value that comes from it is nobody's explicit choice. */
    static final String SOURCE = "EmbeddedPostgresqlDefaults";

    /** Above the defaults of the Quarkus platform, below everything a user can write. */
    private static final int ORDINAL = Integer.MIN_VALUE + 2000;

    private static final String ENABLED = "quarkus.event-store.embedded-postgresql.enabled";

    @Override
    public void configBuilder(SmallRyeConfigBuilder builder) {
        ConfigSourceFactory factory = EmbeddedPostgresqlDefaults::sources;
        builder.withSources(factory);
    }

    private static List<ConfigSource> sources(ConfigSourceContext config) {
        return List.of(new MapBackedConfigSource(SOURCE, defaults(config), ORDINAL) {
        });
    }

    private static Map<String, String> defaults(ConfigSourceContext config) {
        if (!LaunchMode.current().isDevServicesSupported() || isSwitchedOff(config)) {
            return Map.of();
        }

        var datasources = Datasource.withoutUrl(config);
        if (datasources.isEmpty() || ContainerEngine.isAvailable()) {
            return Map.of();
        }

        Map<String, String> defaults = new HashMap<>();
        for (Datasource datasource : datasources) {
            defaults.put(datasource.property(Datasource.DEV_SERVICES), "false");
            defaults.put(datasource.property(Datasource.DB_KIND), "postgresql");
        }
        return defaults;
    }

    private static boolean isSwitchedOff(ConfigSourceContext config) {
        var enabled = config.getValue(ENABLED);
        return enabled != null && "false".equalsIgnoreCase(enabled.getValue());
    }
}
