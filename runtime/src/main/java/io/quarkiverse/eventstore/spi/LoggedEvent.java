package io.quarkiverse.eventstore.spi;

/**
 * An event of the log and the stream that it belongs to.
 */
public record LoggedEvent(String streamName, StoredEvent event) {

    /** How many characters its JSON has. */
    public long characters() {
        return event.characters();
    }
}
