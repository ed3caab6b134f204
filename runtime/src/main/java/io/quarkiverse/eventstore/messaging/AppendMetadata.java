package io.quarkiverse.eventstore.messaging;

import java.util.Optional;
import java.util.UUID;

import io.quarkiverse.eventstore.ExpectedStreamVersion;
import io.quarkiverse.eventstore.Metadata;

/**
 * Says of a message for an outgoing channel of the connector {@code event-store} how its payload is appended:
 * {@code Message.of(new ProductAdded("shoes"), Metadata.of(AppendMetadata.to("shopping_cart-123").expecting(3)))}.
 *
 * @param streamName the stream that the payload is appended to
 * @param expectedStreamVersion what must hold for the append to succeed
 * @param eventId the id of the event; a new one if it is left out. With an exact expected version, a message that comes again
 *        is then not appended again
 * @param metadata what is stored with each event
 */
public record AppendMetadata(String streamName, ExpectedStreamVersion expectedStreamVersion, Optional<UUID> eventId,
        Metadata metadata) {

    public AppendMetadata {
        if (streamName == null || streamName.isBlank()) {
            throw new IllegalArgumentException("Append metadata: expected the name of a stream, but it is "
                    + (streamName == null ? "null." : "'" + streamName + "'."));
        }
    }

    /** Appends to the stream whatever its version, with nothing beside the event. */
    public static AppendMetadata to(String streamName) {
        return new AppendMetadata(streamName, ExpectedStreamVersion.any(), Optional.empty(), Metadata.empty());
    }

    /** A copy that appends if the stream is at the exact version; 0 if it does not exist. */
    public AppendMetadata expecting(long streamVersion) {
        return expecting(ExpectedStreamVersion.exactly(streamVersion));
    }

    /** A copy that appends if the expectation holds. */
    public AppendMetadata expecting(ExpectedStreamVersion expected) {
        return new AppendMetadata(streamName, expected, eventId, metadata);
    }

    /** A copy whose event has the id. */
    public AppendMetadata withEventId(UUID id) {
        return new AppendMetadata(streamName, expectedStreamVersion, Optional.of(id), metadata);
    }

    /** A copy that stores other metadata. */
    public AppendMetadata withMetadata(Metadata newMetadata) {
        return new AppendMetadata(streamName, expectedStreamVersion, eventId, newMetadata);
    }
}
