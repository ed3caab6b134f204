package io.quarkiverse.eventstore.spi;

/**
 * What a fold needs of a stored event.
 *
 * @param type the stored name of its event type
 * @param data JSON text
 */
public record StoredData(long streamVersion, String type, String data) {
}
