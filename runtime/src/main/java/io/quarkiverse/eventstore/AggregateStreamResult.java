package io.quarkiverse.eventstore;

/**
 * A folded state, and the state of the stream in the same snapshot.
 *
 * @param state the last state; the initial one if there was no event to fold
 * @param currentStreamVersion the stream's version, never the last folded event's; 0 if the stream does not exist
 * @param streamExists whether the stream has at least one event
 */
public record AggregateStreamResult<S>(S state, long currentStreamVersion, boolean streamExists) {
}
