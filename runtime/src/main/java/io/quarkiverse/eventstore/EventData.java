package io.quarkiverse.eventstore;

import java.util.UUID;

/**
 * A domain event on its way into a stream, with its id and metadata.
 * <p>
 * The id is chosen when the value is made, so that appending the same {@code EventData} again repeats the same event: see
 * {@link EventStore#appendToStream(String, java.util.List, AppendToStreamOptions)}.
 *
 * @param event the domain event
 * @param eventId its id; a UUIDv7 unless given
 * @param metadata what is stored with it
 */
public record EventData<E>(E event, UUID eventId, Metadata metadata) {

    public EventData {
        Given.require("Event data", "an event", event);
        Given.require("Event data", "an event id", eventId);
        Given.require("Event data", "metadata", metadata);
    }

    /** An event with a new UUIDv7 as id and no metadata. */
    public static <E> EventData<E> of(E event) {
        return new EventData<>(event, EventIds.next(), Metadata.empty());
    }

    /** A copy with the given id. */
    public EventData<E> withEventId(UUID id) {
        return new EventData<>(event, id, metadata);
    }

    /** A copy with the given metadata instead of its present one. */
    public EventData<E> withMetadata(Metadata newMetadata) {
        return new EventData<>(event, eventId, newMetadata);
    }
}
