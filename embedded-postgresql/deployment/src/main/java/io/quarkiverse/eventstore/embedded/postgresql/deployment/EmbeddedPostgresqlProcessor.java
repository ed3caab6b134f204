package io.quarkiverse.eventstore.embedded.postgresql.deployment;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

import io.quarkus.deployment.Capabilities;
import io.quarkus.deployment.Capability;
import io.quarkus.deployment.IsDevServicesSupportedByLaunchMode;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.BuildSteps;
import io.quarkus.deployment.builditem.CuratedApplicationShutdownBuildItem;
import io.quarkus.deployment.builditem.DevServicesResultBuildItem;
import io.quarkus.deployment.builditem.FeatureBuildItem;
import io.quarkus.deployment.builditem.LaunchModeBuildItem;
import io.quarkus.deployment.dev.devservices.DevServicesConfig;
import io.quarkus.runtime.LaunchMode;

/**
 * The build steps that give each datasource taken over a server of its own.
 */
@BuildSteps(onlyIf = { IsDevServicesSupportedByLaunchMode.class, DevServicesConfig.Enabled.class })
final class EmbeddedPostgresqlProcessor {

    private static final String FEATURE = "event-store-embedded-postgresql";
    private static final String SERVICE = "servers";

    @BuildStep
    FeatureBuildItem feature() {
        return new FeatureBuildItem(FEATURE);
    }

    @BuildStep
    void serve(EmbeddedPostgresqlConfig settings, LaunchModeBuildItem launchMode, Capabilities capabilities,
            CuratedApplicationShutdownBuildItem shutdown, BuildProducer<DevServicesResultBuildItem> services) {
        var config = ConfigProvider.getConfig();
        if (isInMemory(config)) {
            return;
        }
        Map<Datasource, ServerSettings> servers = new LinkedHashMap<>();
        Datasource.takenOver(config).stream()
                .filter(datasource -> isActive(datasource, config))
                .forEach(datasource -> servers.put(datasource, ServerSettings.of(settings, datasource, config)));
        if (servers.isEmpty()) {
            return;
        }
        var urls = urls(servers.keySet(), capabilities);
        services.produce(launchMode.getLaunchMode() == LaunchMode.RUN
                ? running(servers, urls, shutdown)
                : startable(servers, urls));
    }

    private static DevServicesResultBuildItem startable(Map<Datasource, ServerSettings> settings,
            Map<String, Function<EmbeddedPostgresqlServers, String>> urls) {
        return DevServicesResultBuildItem.owned()
                .feature(FEATURE)
                .serviceName(SERVICE)
                .serviceConfig(identity(settings))
                .startable(() -> new EmbeddedPostgresqlServers(settings))
                .configProvider(urls)
                .build();
    }

    /** Starts at once, as {@code quarkus:run} passes on what is known when the build ends and starts nothing itself. */
    private static DevServicesResultBuildItem running(Map<Datasource, ServerSettings> settings,
            Map<String, Function<EmbeddedPostgresqlServers, String>> urls, CuratedApplicationShutdownBuildItem shutdown) {
        var servers = new EmbeddedPostgresqlServers(settings);
        servers.start();
        shutdown.addCloseTask(servers::close, true);

        Map<String, String> known = new HashMap<>();
        urls.forEach((property, url) -> known.put(property, url.apply(servers)));
        return DevServicesResultBuildItem.discovered()
                .feature(FEATURE)
                .description(SERVICE)
                .config(known)
                .build();
    }

    /**
     * What must be equal for running servers to be kept.
     * <p>
     * Maps of JDK types, because Quarkus compares them with those of an earlier build, whose classes came from another loader.
     */
    private static Map<String, Map<String, String>> identity(Map<Datasource, ServerSettings> servers) {
        return servers.entrySet().stream()
                .collect(Collectors.toMap(server -> server.getKey().name(), server -> server.getValue().identity()));
    }

    private static Map<String, Function<EmbeddedPostgresqlServers, String>> urls(Set<Datasource> datasources,
            Capabilities capabilities) {
        Map<String, Function<EmbeddedPostgresqlServers, String>> urls = new HashMap<>();
        for (Datasource datasource : datasources) {
            urls.put(datasource.property("reactive.url"), servers -> servers.of(datasource).url());
            urls.put(datasource.property("username"), servers -> servers.of(datasource).role());
            // The server trusts every local connection, but JDBC and reactive clients alike want something to send.
            urls.put(datasource.property("password"), servers -> servers.of(datasource).role());
            if (capabilities.isPresent(Capability.AGROAL)) {
                urls.put(datasource.property("jdbc.url"), servers -> "jdbc:" + servers.of(datasource).url());
            }
        }
        return urls;
    }

    private static boolean isActive(Datasource datasource, Config config) {
        return config.getOptionalValue(datasource.property("active"), Boolean.class).orElse(true);
    }

    private static boolean isInMemory(Config config) {
        return config.getOptionalValue("quarkus.event-store.backend", String.class)
                .map(backend -> backend.replace('_', '-'))
                .filter("in-memory"::equalsIgnoreCase)
                .isPresent();
    }
}
