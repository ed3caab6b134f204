package io.quarkiverse.eventstore.spi;

import io.quarkiverse.eventstore.ConcurrencyException;
import io.quarkiverse.eventstore.ExpectedStreamVersion;
import io.quarkiverse.eventstore.ReadDirection;

/**
 * A page of a stream to read.
 *
 * @param fromVersion the lowest version, inclusive
 * @param toVersion the highest version, inclusive
 * @param limit the most events to return; 0 asks for the stream's version only
 * @param expected what must hold for the read to succeed
 */
public record StreamRead(String streamName, long fromVersion, long toVersion, int limit, ReadDirection direction,
        ExpectedStreamVersion expected) {

    /** A read that expects nothing of the stream. */
    public StreamRead(String streamName, long fromVersion, long toVersion, int limit, ReadDirection direction) {
        this(streamName, fromVersion, toVersion, limit, direction, ExpectedStreamVersion.any());
    }

    /** Judges the stream; a back end asks before it decodes the first event. */
    public void requireExpected(long streamVersion) {
        if (!expected.allows(streamVersion)) {
            throw new ConcurrencyException(streamName, expected, streamVersion);
        }
    }
}
