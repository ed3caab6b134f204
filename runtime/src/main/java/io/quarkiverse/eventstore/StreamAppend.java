package io.quarkiverse.eventstore;

import java.util.List;

/**
 * One of several appends that all take place, or none does: see {@link EventStore#appendToStreams(List)}.
 *
 * @param streamName the stream
 * @param events domain events, or {@link EventData} where an event comes with metadata or an id of its own
 * @param options what must hold for the append to succeed
 */
public record StreamAppend(String streamName, List<?> events, AppendToStreamOptions options) {

    /** Appends to the stream, whatever its version. */
    public static StreamAppend to(String streamName, List<?> events) {
        return new StreamAppend(streamName, events, AppendToStreamOptions.defaults());
    }

    /** A copy that expects the exact version; {@code expecting(0)} that the stream does not exist. */
    public StreamAppend expecting(long streamVersion) {
        return new StreamAppend(streamName, events, AppendToStreamOptions.expecting(streamVersion));
    }

    /** A copy that expects what is given. */
    public StreamAppend expecting(ExpectedStreamVersion expected) {
        return new StreamAppend(streamName, events, AppendToStreamOptions.expecting(expected));
    }
}
