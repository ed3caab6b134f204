package io.quarkiverse.eventstore.spi;

import java.util.List;

/**
 * A page of a stream, and the stream's version in the same snapshot.
 *
 * @param streamVersion 0 if the stream does not exist
 * @param events decoded, in the direction that was asked for
 * @param lastVersion the version of the last of these events; 0 if there are none
 */
public record StreamPage<T>(long streamVersion, List<T> events, long lastVersion) {
}
