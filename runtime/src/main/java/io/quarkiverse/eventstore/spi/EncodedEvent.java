package io.quarkiverse.eventstore.spi;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * An event in serialized form, on its way into a stream.
 *
 * @param type the stored name of its event type
 * @param data JSON text
 * @param metadata JSON text; null if there is none
 */
public record EncodedEvent(UUID eventId, String type, String data, @Nullable String metadata) {
}
