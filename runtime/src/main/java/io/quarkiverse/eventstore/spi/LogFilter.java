package io.quarkiverse.eventstore.spi;

import java.util.Set;

import org.jspecify.annotations.Nullable;

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
                && (categories.isEmpty() || wantsCategoryOf(logged.streamName()))
                && slice.contains(logged);
    }

    /** Asked for every event by every subscription: compares without making a name's category first. */
    private boolean wantsCategoryOf(String streamName) {
        int dash = streamName.indexOf('-');
        int length = dash < 0 ? streamName.length() : dash;
        for (String category : categories) {
            if (category.length() == length && streamName.startsWith(category)) {
                return true;
            }
        }
        return false;
    }
}
