package io.quarkiverse.eventstore;

import java.util.List;

/**
 * The events that a read found, and the state of the stream in the same snapshot.
 *
 * @param events the events in the order that was asked for; unmodifiable
 * @param currentStreamVersion the stream's version, never the last returned event's; 0 if the stream does not exist
 * @param streamExists whether the stream has at least one event
 */
public record ReadStreamResult<E>(List<RecordedEvent<E>> events, long currentStreamVersion, boolean streamExists) {

    public ReadStreamResult {
        events = List.copyOf(events);
    }
}
