package io.quarkiverse.eventstore.embedded.postgresql.deployment;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

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
        for (Datasource datasource : Datasource.takenOver(config)) {
            if (!config.getOptionalValue(datasource.property("active"), Boolean.class).orElse(true)) {
                continue;
            }
            var server = ServerSettings.of(settings, datasource, config);
            var urls = urls(datasource, capabilities);
            services.produce(launchMode.getLaunchMode() == LaunchMode.RUN
                    ? running(datasource, server, urls, shutdown)
                    : startable(datasource, server, urls));
        }
    }

    private static DevServicesResultBuildItem startable(Datasource datasource, ServerSettings settings,
            Map<String, Function<EmbeddedPostgresqlServer, String>> urls) {
        return DevServicesResultBuildItem.owned()
                .feature(FEATURE)
                .serviceName(datasource.name())
                .serviceConfig(settings.identity())
                .startable(() -> new EmbeddedPostgresqlServer(settings))
                .configProvider(urls)
                .build();
    }

    /** Starts at once, as {@code quarkus:run} passes on what is known when the build ends and starts nothing itself. */
    private static DevServicesResultBuildItem running(Datasource datasource, ServerSettings settings,
            Map<String, Function<EmbeddedPostgresqlServer, String>> urls, CuratedApplicationShutdownBuildItem shutdown) {
        var server = new EmbeddedPostgresqlServer(settings);
        server.start();
        shutdown.addCloseTask(server::close, true);

        Map<String, String> known = new HashMap<>();
        urls.forEach((property, url) -> known.put(property, url.apply(server)));
        return DevServicesResultBuildItem.discovered()
                .feature(FEATURE)
                .description(datasource.name())
                .config(known)
                .build();
    }

    private static Map<String, Function<EmbeddedPostgresqlServer, String>> urls(Datasource datasource,
            Capabilities capabilities) {
        Map<String, Function<EmbeddedPostgresqlServer, String>> urls = new HashMap<>();
        urls.put(datasource.property("reactive.url"), EmbeddedPostgresqlServer::getConnectionInfo);
        urls.put(datasource.property("username"), EmbeddedPostgresqlServer::role);
        // The server trusts every local connection, but JDBC and reactive clients alike want something to send.
        urls.put(datasource.property("password"), EmbeddedPostgresqlServer::role);
        if (capabilities.isPresent(Capability.AGROAL)) {
            urls.put(datasource.property("jdbc.url"), server -> "jdbc:" + server.getConnectionInfo());
        }
        return urls;
    }

    private static boolean isInMemory(Config config) {
        return config.getOptionalValue("quarkus.event-store.backend", String.class)
                .map(backend -> backend.replace('_', '-'))
                .filter("in-memory"::equalsIgnoreCase)
                .isPresent();
    }
}
