package io.quarkiverse.eventstore;

import java.util.List;
import java.util.stream.Stream;

/**
 * The {@link EventStore} for imperative code: the same contract, each call returns when the work is done.
 * <p>
 * For worker and virtual threads; not for a Vert.x worker verticle, where every answer waits for the end of the running task.
 * Called on an event-loop thread, every method fails at once with an {@link IllegalStateException} that says what to do,
 * before anything is sent. Failures are thrown as they are described on {@link EventStore}.
 */
public interface BlockingEventStore {

    /** @see EventStore#readStream(String, Class) */
    default <E> ReadStreamResult<E> readStream(String streamName, Class<E> eventType) {
        return readStream(streamName, eventType, ReadStreamOptions.all());
    }

    /** @see EventStore#readStream(String, Class, ReadStreamOptions) */
    <E> ReadStreamResult<E> readStream(String streamName, Class<E> eventType, ReadStreamOptions options);

    /** @see EventStore#streamEvents(String, Class) */
    default <E> Stream<RecordedEvent<E>> streamEvents(String streamName, Class<E> eventType) {
        return streamEvents(streamName, eventType, ReadStreamOptions.all());
    }

    /**
     * Streams a part of a stream; the memory needed does not grow with the stream.
     * <p>
     * Close the returned stream if it is not read to its end.
     *
     * @see EventStore#streamEvents(String, Class, ReadStreamOptions)
     */
    <E> Stream<RecordedEvent<E>> streamEvents(String streamName, Class<E> eventType, ReadStreamOptions options);

    /** @see EventStore#readAll(Class) */
    default <E> Stream<RecordedEvent<E>> readAll(Class<E> eventType) {
        return readAll(eventType, ReadAllOptions.all());
    }

    /**
     * Reads a part of the log of all streams; the memory needed does not grow with the log.
     * <p>
     * Close the returned stream if it is not read to its end.
     *
     * @see EventStore#readAll(Class, ReadAllOptions)
     */
    <E> Stream<RecordedEvent<E>> readAll(Class<E> eventType, ReadAllOptions options);

    /** @see EventStore#appendToStream(String, List) */
    default AppendToStreamResult appendToStream(String streamName, List<?> events) {
        return appendToStream(streamName, events, AppendToStreamOptions.defaults());
    }

    /** @see EventStore#appendToStream(String, List, AppendToStreamOptions) */
    AppendToStreamResult appendToStream(String streamName, List<?> events, AppendToStreamOptions options);

    /** @see EventStore#appendToStreams(List) */
    List<AppendToStreamResult> appendToStreams(List<StreamAppend> appends);

    /** @see EventStore#aggregateStream(String, AggregateStreamOptions) */
    <S, E> AggregateStreamResult<S> aggregateStream(String streamName, AggregateStreamOptions<S, E> options);

    /** @see EventStore#streamExists(String) */
    boolean streamExists(String streamName);
}
