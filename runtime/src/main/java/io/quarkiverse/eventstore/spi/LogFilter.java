package io.quarkiverse.eventstore.spi;

import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.StreamName;

/**
 * Which events of the log are wanted, in the terms of what is stored.
 *
 * @param categories of the events' streams; empty for any
 * @param types stored names of event types; empty for any
 * @param streamPrefix what the names of the events' streams begin with; null for any
 * @param slice the part of the streams
 */
public record LogFilter(Set<String> categories, Set<String> types, @Nullable String streamPrefix, StreamSlice slice) {

    /** Every event. */
    public static final LogFilter ALL = new LogFilter(Set.of(), Set.of(), null, StreamSlice.ALL);

    public LogFilter {
        categories = Set.copyOf(categories);
        types = Set.copyOf(types);
    }

    /** Whether nothing is filtered out. */
    public boolean isAll() {
        return equals(ALL);
    }

    /** A copy that wants a part of the streams only. */
    public LogFilter of(StreamSlice part) {
        return new LogFilter(categories, types, streamPrefix, part);
    }

    /** Whether the event is wanted. */
    public boolean matches(LoggedEvent logged) {
        return (types.isEmpty() || types.contains(logged.event().type()))
                && (streamPrefix == null || logged.streamName().startsWith(streamPrefix))
                && (categories.isEmpty() || categories.contains(new StreamName(logged.streamName()).category()))
                && slice.contains(logged.streamName());
    }
}
