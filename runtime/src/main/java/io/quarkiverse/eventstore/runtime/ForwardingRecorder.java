package io.quarkiverse.eventstore.runtime;

import java.util.function.Consumer;

import io.quarkiverse.eventstore.runtime.observability.ForwardingMeter;
import io.quarkiverse.eventstore.runtime.observability.ForwardingMetrics;
import io.quarkus.arc.Arc;
import io.quarkus.runtime.annotations.Recorder;
import io.quarkus.runtime.metrics.MetricsFactory;

/** Registers the metrics of forwarding. */
@Recorder
public class ForwardingRecorder {

    public Consumer<MetricsFactory> metrics() {
        return new ForwardingMetrics(() -> Arc.container().instance(ForwardingMeter.class).get());
    }
}
