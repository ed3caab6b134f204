package io.quarkiverse.eventstore.runtime.observability;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.quarkiverse.eventstore.TraceContext;
import io.quarkiverse.eventstore.runtime.store.codec.CurrentTrace;

/** The current span of OpenTelemetry, for applications with that extension. */
public class OpenTelemetryTrace implements CurrentTrace {

    @Override
    public Optional<TraceContext> get() {
        Map<String, String> entries = new HashMap<>();
        W3CTraceContextPropagator.getInstance().inject(Context.current(), entries, Map::put);
        return Optional.ofNullable(entries.get("traceparent"))
                .map(traceparent -> new TraceContext(traceparent, entries.get("tracestate")));
    }
}
