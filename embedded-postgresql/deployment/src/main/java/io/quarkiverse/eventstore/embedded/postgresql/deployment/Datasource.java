package io.quarkiverse.eventstore.embedded.postgresql.deployment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

import io.quarkus.datasource.common.runtime.DataSourceUtil;
import io.quarkus.datasource.common.runtime.DatabaseKind;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.Expressions;

/**
 * A PostgreSQL datasource of the application, known by its name and the prefix of its properties.
 * <p>
 * The prefix is kept as the user writes it: {@code quarkus.datasource.orders} and {@code quarkus.datasource."orders"} are the
 * same datasource, and mixing the two would hide one half of its configuration.
 */
record Datasource(String name, String prefix) {

    static final String DB_KIND = "db-kind";
    static final String DEV_SERVICES = "devservices.enabled";

    private static final String ROOT = "quarkus.datasource";
    private static final Datasource DEFAULT = new Datasource(DataSourceUtil.DEFAULT_DATASOURCE_NAME, ROOT);
    private static final Pattern NAMED = Pattern.compile("(quarkus\\.datasource\\.(\"[^\"]+\"|[^\".]+))\\.db-kind");
    private static final String EVENT_STORE_DATASOURCE = "quarkus.event-store.postgresql.datasource";

    /** The datasources that could be served: PostgreSQL by configuration or by default, and without a URL. */
    static List<Datasource> withoutUrl(ConfigSourceContext config) {
        var named = named(config);
        var usesDefault = named.isEmpty() || DEFAULT.value(config, DB_KIND) != null;
        return Stream.concat(usesDefault ? Stream.of(DEFAULT) : Stream.empty(), named.stream())
                .filter(datasource -> datasource.isPostgresql(config) && !datasource.hasUrl(config))
                .toList();
    }

    /** The datasources that {@link EmbeddedPostgresqlDefaults} took over and that no explicit setting claimed back. */
    static List<Datasource> takenOver(Config config) {
        return StreamSupport.stream(config.getConfigSources().spliterator(), false)
                .filter(source -> source.getName().equals(EmbeddedPostgresqlDefaults.SOURCE))
                .map(ConfigSource::getPropertyNames)
                .flatMap(names -> names.stream().filter(name -> name.endsWith("." + DEV_SERVICES)))
                .filter(name -> EmbeddedPostgresqlDefaults.SOURCE.equals(config.getConfigValue(name).getSourceName()))
                .map(name -> ofPrefix(name.substring(0, name.length() - DEV_SERVICES.length() - 1)))
                .distinct()
                .toList();
    }

    String property(String name) {
        return prefix + "." + name;
    }

    private static List<Datasource> named(ConfigSourceContext config) {
        Map<String, Datasource> found = new LinkedHashMap<>();
        config.iterateNames().forEachRemaining(property -> {
            var match = NAMED.matcher(property);
            if (match.matches()) {
                var datasource = ofPrefix(match.group(1));
                found.putIfAbsent(datasource.name, datasource);
            }
        });
        var ofEventStore = config.getValue(EVENT_STORE_DATASOURCE);
        if (ofEventStore != null && ofEventStore.getValue() != null && !DataSourceUtil.isDefault(ofEventStore.getValue())) {
            found.computeIfAbsent(ofEventStore.getValue(), name -> new Datasource(name, ROOT + "." + name));
        }
        return List.copyOf(found.values());
    }

    private static Datasource ofPrefix(String prefix) {
        return prefix.equals(ROOT) ? DEFAULT : new Datasource(prefix.substring(ROOT.length() + 1).replace("\"", ""), prefix);
    }

    private boolean isPostgresql(ConfigSourceContext config) {
        var kind = value(config, DB_KIND);
        return kind == null || DatabaseKind.isPostgreSQL(DatabaseKind.normalize(kind));
    }

    private boolean hasUrl(ConfigSourceContext config) {
        return value(config, "reactive.url") != null || value(config, "jdbc.url") != null;
    }

    /** The value with its expressions unexpanded, as a URL may point to a variable that only production has. */
    private @Nullable String value(ConfigSourceContext config, String name) {
        var value = Expressions.withoutExpansion(() -> config.getValue(property(name)));
        return value == null ? null : value.getValue();
    }
}
