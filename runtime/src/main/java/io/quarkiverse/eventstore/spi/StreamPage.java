package io.quarkiverse.eventstore.spi;

import java.util.List;

/**
 * A page of a stream, and the stream's version in the same snapshot.
 *
 * @param streamVersion 0 if the stream does not exist
 * @param events in the direction that was asked for
 */
public record StreamPage(long streamVersion, List<StoredEvent> events) {
}
