package io.quarkiverse.eventstore.spi;

/**
 * An event of the log and the stream that it belongs to.
 */
public record LoggedEvent(String streamName, StoredEvent event) {

    /** How many characters its JSON has. */
    public long characters() {
        String metadata = event.metadata();
        return event.data().length() + (metadata == null ? 0 : metadata.length());
    }
}
