package io.quarkiverse.eventstore.runtime.messaging.cloudevents;

import java.util.Map;

import io.quarkiverse.eventstore.TraceContext;

/**
 * The entries of a trace context by the names that the W3C gives them, in headers as in CloudEvents.
 */
final class Traces {

    private Traces() {
    }

    static Map<String, String> entries(TraceContext trace) {
        return trace.tracestate() == null ? Map.of("traceparent", trace.traceparent())
                : Map.of("traceparent", trace.traceparent(), "tracestate", trace.tracestate());
    }
}
