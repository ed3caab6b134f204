package io.quarkiverse.eventstore.deployment;

import io.quarkiverse.eventstore.runtime.config.EventStoreBuildTimeConfig;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.smallrye.health.deployment.spi.HealthBuildItem;

/** Brings the health check along, for applications with the extension SmallRye Health. */
final class HealthProcessor {

    /** Named, not referred to: its class cannot be loaded without that extension. */
    private static final String CHECK = "io.quarkiverse.eventstore.runtime.observability.SubscriptionsHealthCheck";

    @BuildStep
    HealthBuildItem subscriptions(EventStoreBuildTimeConfig config) {
        return new HealthBuildItem(CHECK, config.health().enabled());
    }
}
