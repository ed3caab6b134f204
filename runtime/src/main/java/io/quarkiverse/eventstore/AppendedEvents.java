package io.quarkiverse.eventstore;

import java.util.List;

/**
 * The events of one append, after its commit: the argument of {@link AfterCommitHook} and a CDI event for
 * {@code @ObservesAsync}.
 *
 * @param streamName the stream that was appended to
 * @param events the appended events in the order of their versions; unmodifiable, never empty
 */
public record AppendedEvents(String streamName, List<RecordedEvent<?>> events) {

    public AppendedEvents {
        events = List.copyOf(events);
    }
}
