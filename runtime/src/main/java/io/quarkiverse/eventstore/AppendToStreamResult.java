package io.quarkiverse.eventstore;

/**
 * What a successful append did.
 *
 * @param nextExpectedStreamVersion the stream's version after the append, to be expected by the next one
 * @param createdNewStream whether the stream did not exist before
 * @param lastEventGlobalPosition the global position of the last event appended
 */
public record AppendToStreamResult(long nextExpectedStreamVersion, boolean createdNewStream, long lastEventGlobalPosition) {
}
