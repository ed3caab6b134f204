package io.quarkiverse.eventstore;

import org.jspecify.annotations.Nullable;

/**
 * A W3C trace context, as in the headers {@code traceparent} and {@code tracestate}.
 *
 * @param traceparent version, trace id, parent id and flags
 * @param tracestate vendors' entries, if there are any
 */
public record TraceContext(String traceparent, @Nullable String tracestate) {

    public TraceContext {
        Given.require("Trace context", "a traceparent", traceparent);
    }
}
