package io.quarkiverse.eventstore.runtime.observability;

import java.util.function.Consumer;
import java.util.function.Supplier;

import io.quarkus.runtime.metrics.MetricsFactory;

/**
 * Metrics of forwarding after the commit, for whichever metrics extension the application has.
 */
public final class ForwardingMetrics implements Consumer<MetricsFactory> {

    private static final String PREFIX = "event.store.forwarding.after.commit.";

    private final Supplier<ForwardingMeter> meter;

    public ForwardingMetrics(Supplier<ForwardingMeter> meter) {
        this.meter = meter;
    }

    @Override
    public void accept(MetricsFactory metrics) {
        metrics.builder(PREFIX + "buffered")
                .description("Committed events that the broker has not acknowledged yet")
                .buildGauge(() -> meter.get().bufferedEvents());
        metrics.builder(PREFIX + "sent")
                .description("Committed events that the broker has acknowledged")
                .buildCounter(() -> meter.get().sentEvents());
        metrics.builder(PREFIX + "dropped")
                .description("Committed events that were not sent since the buffer was full")
                .buildCounter(() -> meter.get().droppedEvents());
        metrics.builder(PREFIX + "lost")
                .description("Committed events that were sent and not acknowledged")
                .buildCounter(() -> meter.get().lostEvents());
    }
}
