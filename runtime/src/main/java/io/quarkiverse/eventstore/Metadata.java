package io.quarkiverse.eventstore;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * What is known about an event beside its data: which conversation it belongs to, what caused it, and free entries.
 * <p>
 * A value: every {@code with…} method returns a copy. {@link #empty()} has nothing.
 */
public final class Metadata {

    private static final Metadata EMPTY = new Metadata(null, null, null, Map.of());

    private final @Nullable String correlationId;
    private final @Nullable String causationId;
    private final @Nullable TraceContext traceContext;
    private final Map<String, String> entries;

    private Metadata(@Nullable String correlationId, @Nullable String causationId, @Nullable TraceContext traceContext,
            Map<String, String> entries) {
        this.correlationId = correlationId;
        this.causationId = causationId;
        this.traceContext = traceContext;
        this.entries = entries;
    }

    /** Metadata without anything in it. */
    public static Metadata empty() {
        return EMPTY;
    }

    /** The id that all events of one conversation share. */
    public Optional<String> correlationId() {
        return Optional.ofNullable(correlationId);
    }

    /** The id of the command or event that caused this event. */
    public Optional<String> causationId() {
        return Optional.ofNullable(causationId);
    }

    /** The trace that the append belongs to. */
    public Optional<TraceContext> traceContext() {
        return Optional.ofNullable(traceContext);
    }

    /** The free entries in the order in which they were added; unmodifiable. */
    public Map<String, String> entries() {
        return entries;
    }

    /** The free entry of that name. */
    public Optional<String> entry(String name) {
        return Optional.ofNullable(entries.get(name));
    }

    /** Tells whether there is nothing in it. */
    public boolean isEmpty() {
        return equals(EMPTY);
    }

    /** A copy with the correlation id. */
    public Metadata withCorrelationId(String id) {
        return new Metadata(requireText("correlation id", id), causationId, traceContext, entries);
    }

    /** A copy with the causation id. */
    public Metadata withCausationId(String id) {
        return new Metadata(correlationId, requireText("causation id", id), traceContext, entries);
    }

    /** A copy with the trace context. */
    public Metadata withTraceContext(TraceContext context) {
        return new Metadata(correlationId, causationId, context, entries);
    }

    /** A copy with the free entry, which takes the place of an entry of the same name. */
    public Metadata withEntry(String name, String value) {
        return withEntries(Map.of(requireText("entry name", name), requireText("entry " + name, value)));
    }

    /** A copy with the free entries, which take the place of entries of the same names. */
    public Metadata withEntries(Map<String, String> additional) {
        Map<String, String> extended = new LinkedHashMap<>(entries);
        additional.forEach((name, value) -> extended.put(requireText("entry name", name),
                requireText("entry " + name, value)));
        return new Metadata(correlationId, causationId, traceContext, Collections.unmodifiableMap(extended));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Metadata that && correlationId().equals(that.correlationId())
                && causationId().equals(that.causationId()) && traceContext().equals(that.traceContext())
                && entries.equals(that.entries);
    }

    @Override
    public int hashCode() {
        return correlationId().hashCode() + 31 * (causationId().hashCode() + 31 * entries.hashCode());
    }

    @Override
    public String toString() {
        return "Metadata[correlationId=" + correlationId + ", causationId=" + causationId + ", traceContext=" + traceContext
                + ", entries=" + entries + "]";
    }

    private static String requireText(String what, @Nullable String value) {
        if (value == null) {
            throw new IllegalArgumentException("Metadata " + what + ": expected a text, but it is null.");
        }
        return value;
    }
}
