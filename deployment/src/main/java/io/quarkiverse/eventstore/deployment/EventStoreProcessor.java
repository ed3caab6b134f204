package io.quarkiverse.eventstore.deployment;

import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.FeatureBuildItem;

/** Announces the extension. */
final class EventStoreProcessor {

    @BuildStep
    FeatureBuildItem feature() {
        return new FeatureBuildItem("event-store");
    }
}
