package io.quarkiverse.eventstore.spi;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * An event in serialized form, as stored.
 *
 * @param type the stored name of its event type
 * @param data JSON text
 * @param metadata JSON text; null if there is none
 */
public record StoredEvent(long streamVersion, long globalPosition, UUID eventId, String type, String data,
        @Nullable String metadata, Instant recordedAt) {

    /** How many characters its JSON has. */
    public long characters() {
        return data.length() + (metadata == null ? 0 : metadata.length());
    }
}
