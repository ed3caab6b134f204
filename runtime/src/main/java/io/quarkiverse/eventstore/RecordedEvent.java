package io.quarkiverse.eventstore;

import java.time.Instant;
import java.util.UUID;

/**
 * An event as it is stored.
 *
 * @param data the domain event
 * @param type the stored name of its event type
 * @param streamName the stream that it belongs to
 * @param streamVersion its place in the stream; the first event has version 1
 * @param globalPosition its place in the log of all streams; strictly increasing, with gaps
 * @param eventId the id that it was appended with
 * @param recordedAt when it was appended, by the database's clock, in microseconds
 * @param metadata what was appended with it
 */
public record RecordedEvent<E>(E data, String type, String streamName, long streamVersion, long globalPosition,
        UUID eventId, Instant recordedAt, Metadata metadata) {
}
