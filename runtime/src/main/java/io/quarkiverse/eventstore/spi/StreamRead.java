package io.quarkiverse.eventstore.spi;

import io.quarkiverse.eventstore.ReadDirection;

/**
 * A page of a stream to read.
 *
 * @param fromVersion the lowest version, inclusive
 * @param toVersion the highest version, inclusive
 * @param limit the most events to return; 0 asks for the stream's version only
 */
public record StreamRead(String streamName, long fromVersion, long toVersion, int limit, ReadDirection direction) {
}
