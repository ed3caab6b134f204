package io.quarkiverse.eventstore.deployment;

import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.arc.processor.DotNames;
import io.quarkus.deployment.Capabilities;
import io.quarkus.deployment.Capability;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;

/** Has events remember the trace of who appends them, for applications with the extension OpenTelemetry. */
final class TraceProcessor {

    /** Named, not referred to: its class cannot be loaded without that extension. */
    private static final String TRACE = "io.quarkiverse.eventstore.runtime.observability.OpenTelemetryTrace";

    @BuildStep
    void currentTrace(Capabilities capabilities, BuildProducer<AdditionalBeanBuildItem> beans) {
        if (capabilities.isPresent(Capability.OPENTELEMETRY_TRACER)) {
            beans.produce(AdditionalBeanBuildItem.builder().addBeanClass(TRACE).setDefaultScope(DotNames.SINGLETON)
                    .setUnremovable().build());
        }
    }
}
