package io.quarkiverse.eventstore.runtime.messaging.cloudevents;

import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.TraceContext;
import io.smallrye.reactive.messaging.TracingMetadata;

/**
 * For OpenTelemetry: sending, and what handles a message from the log, belongs to the trace of the request that appended.
 */
final class TraceDetails implements BrokerDetails {

    private static final TextMapGetter<Map<String, String>> ENTRIES = new TextMapGetter<>() {

        @Override
        public Iterable<String> keys(Map<String, String> entries) {
            return entries.keySet();
        }

        @Override
        public @Nullable String get(@Nullable Map<String, String> entries, String name) {
            return entries == null ? null : entries.get(name);
        }
    };

    private final OpenTelemetry openTelemetry;

    TraceDetails(OpenTelemetry openTelemetry) {
        this.openTelemetry = openTelemetry;
    }

    @Override
    public Object of(RecordedEvent<?> event, Optional<String> contentType, Optional<TraceContext> trace) {
        Map<String, String> entries = event.metadata().traceContext().map(Traces::entries).orElse(Map.of());
        return TracingMetadata.withCurrent(W3CTraceContextPropagator.getInstance().extract(Context.root(), entries, ENTRIES));
    }

    /** Not if OpenTelemetry is switched off at runtime, or passes traces on in another form. */
    @Override
    public boolean writesTrace() {
        return openTelemetry.getPropagators().getTextMapPropagator().fields().contains("traceparent");
    }
}
