package io.quarkiverse.eventstore.deployment;

import java.util.List;

import io.quarkiverse.eventstore.runtime.config.EventStoreBuildTimeConfig;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.smallrye.health.deployment.spi.HealthBuildItem;

/** Brings the health checks along, for applications with the extension SmallRye Health. */
final class HealthProcessor {

    /** Named, not referred to: their classes cannot be loaded without that extension. */
    private static final String SUBSCRIPTIONS = "io.quarkiverse.eventstore.runtime.observability.SubscriptionsHealthCheck";
    private static final String FORWARDING = "io.quarkiverse.eventstore.runtime.observability.ForwardingHealthCheck";

    @BuildStep
    HealthBuildItem subscriptions(EventStoreBuildTimeConfig config) {
        return new HealthBuildItem(SUBSCRIPTIONS, config.health().enabled());
    }

    @BuildStep
    HealthBuildItem forwarding(EventStoreBuildTimeConfig config, List<ForwardingBuildItem> kinds) {
        boolean isForwarding = kinds.stream().anyMatch(kind -> kind.channel().isPresent());
        return new HealthBuildItem(FORWARDING, config.health().enabled() && isForwarding);
    }
}
