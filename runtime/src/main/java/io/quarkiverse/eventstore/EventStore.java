package io.quarkiverse.eventstore;

import java.util.List;

import io.smallrye.common.annotation.CheckReturnValue;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * A store of streams: each stream has a name and an ordered, append-only list of events.
 * <p>
 * A stream's <em>version</em> is the number of its events: the first event has version 1, a stream that does not exist has
 * version 0. An event's <em>global position</em> is its place in the log of all streams: it increases strictly in the order
 * in which readers see events, gaps are allowed, and within one stream the order of versions and positions agree.
 * <p>
 * Inject it anywhere; it is an application-scoped bean and safe for use by many threads. No method blocks, nothing happens
 * before a subscription to the returned {@code Uni} or {@code Multi}, and every failure arrives through it: an
 * {@link EventStoreException} from the store, an {@link IllegalArgumentException} for input that was refused before anything
 * was sent. For imperative code there is {@link BlockingEventStore}, for several appends in one transaction
 * {@link EventStoreSessionFactory}.
 */
public interface EventStore {

    /**
     * Reads all events of a stream in the order of their versions.
     *
     * @see #readStream(String, Class, ReadStreamOptions)
     */
    @CheckReturnValue
    default <E> Uni<ReadStreamResult<E>> readStream(String streamName, Class<E> eventType) {
        return readStream(streamName, eventType, ReadStreamOptions.all());
    }

    /**
     * Reads a part of a stream into a list; one read sees one snapshot.
     * <p>
     * A stream that does not exist gives no events, version 0 and {@code streamExists} false. Version and existence are
     * always the stream's own, also when the options leave no event over. For streams of any length use
     * {@link #streamEvents(String, Class, ReadStreamOptions)} or {@link #aggregateStream(String, AggregateStreamOptions)}:
     * their memory does not grow with the stream.
     * <p>
     * Fails with
     * <ul>
     * <li>{@link ConcurrencyException} if {@link ReadStreamOptions#expectedStreamVersion()} does not hold, also for a missing
     * stream;</li>
     * <li>{@link UnexpectedEventTypeException} if an event is not an {@code eventType};</li>
     * <li>{@link UnknownEventTypeException} if a stored event type belongs to no class of the application;</li>
     * <li>{@link EventDeserializationException} if stored data does not fit its class;</li>
     * <li>{@link EventStoreUnavailableException} if the database cannot be reached. Every read is safe to repeat.</li>
     * </ul>
     *
     * @param eventType a common type of the events to read, such as the sealed interface of a domain's events
     */
    @CheckReturnValue
    <E> Uni<ReadStreamResult<E>> readStream(String streamName, Class<E> eventType, ReadStreamOptions options);

    /**
     * Streams all events of a stream in the order of their versions.
     *
     * @see #streamEvents(String, Class, ReadStreamOptions)
     */
    @CheckReturnValue
    default <E> Multi<RecordedEvent<E>> streamEvents(String streamName, Class<E> eventType) {
        return streamEvents(streamName, eventType, ReadStreamOptions.all());
    }

    /**
     * Streams a part of a stream, of any length, forwards or {@linkplain ReadStreamOptions#backwards() backwards}.
     * <p>
     * The memory needed does not grow with the stream, and events are fetched only as the subscriber requests them. The items
     * are those of one snapshot: events appended after the first was fetched are not among them. A stream that does not exist
     * gives no items. Fails like {@link #readStream(String, Class, ReadStreamOptions)}.
     */
    @CheckReturnValue
    <E> Multi<RecordedEvent<E>> streamEvents(String streamName, Class<E> eventType, ReadStreamOptions options);

    /**
     * Reads the log of all streams in the order of global positions.
     *
     * @see #readAll(Class, ReadAllOptions)
     */
    @CheckReturnValue
    default <E> Multi<RecordedEvent<E>> readAll(Class<E> eventType) {
        return readAll(eventType, ReadAllOptions.all());
    }

    /**
     * Reads a part of the log of all streams in the order of global positions, forwards or
     * {@linkplain ReadAllOptions#backwards() backwards}.
     * <p>
     * The read ends at the <em>high-water mark</em>, which is fixed when it starts: every append that took a position at or
     * below the mark has been committed or rolled back, and nothing that commits later appears there. A read that goes on from
     * the position behind the last event that was seen therefore misses nothing and gives nothing twice. To find the mark, the
     * read waits for the transactions that were appending when the mark was fixed, and for no others: a session that has
     * appended holds up the reads that start before it ends. Writers never wait for readers.
     * <p>
     * The memory needed does not grow with the log, and events are fetched only as the subscriber requests them. Read as
     * {@code Object} if the log has events of several families. Fails, besides the failures of
     * {@link #readStream(String, Class, ReadStreamOptions)} that concern events and the database, with
     * {@link IllegalArgumentException} if {@code eventType} or {@code options} is null. In an {@link EventStoreSession} it is
     * refused with an {@link IllegalStateException}: sessions could wait for each other's end for ever.
     */
    @CheckReturnValue
    <E> Multi<RecordedEvent<E>> readAll(Class<E> eventType, ReadAllOptions options);

    /**
     * Appends events to a stream, whatever its version.
     *
     * @see #appendToStream(String, List, AppendToStreamOptions)
     */
    @CheckReturnValue
    default Uni<AppendToStreamResult> appendToStream(String streamName, List<?> events) {
        return appendToStream(streamName, events, AppendToStreamOptions.defaults());
    }

    /**
     * Appends events to a stream, all or none, if the stream is at the expected version.
     * <p>
     * When the {@code Uni} completes, the events are durable (in a session or a transaction of the caller's, when that is
     * committed) and adjacent in the stream. Of two racing appends with the same exact expectation exactly one succeeds;
     * appends that expect {@link ExpectedStreamVersion#any()} all succeed. The events are taken when this method is called:
     * later changes to the list or to its elements have no effect. Cancelling its {@code Uni} withdraws an append that was
     * not sent yet; once sent, it is seen through.
     * <p>
     * <strong>Repeating an append.</strong> For {@link ExpectedStreamVersion#exactly(long)} and
     * {@link ExpectedStreamVersion#noStream()} an append may be repeated with the same {@linkplain EventData#eventId() event
     * ids} after a lost answer: if the events at the expected versions are the same ones, the original result is returned
     * instead of a conflict, nothing is appended and no hook runs. Subscribing again to the same {@code Uni} repeats with the
     * same ids. For {@code any()} and {@link ExpectedStreamVersion#streamExists()} a repeat appends again.
     * <p>
     * Fails with
     * <ul>
     * <li>{@link ConcurrencyException} if the stream is not at the expected version; it is then unchanged;</li>
     * <li>{@link IllegalArgumentException}, before anything is sent, for an empty list, a null event, a stream name that is
     * blank, longer than {@value StreamName#MAX_LENGTH} characters or has characters that cannot be stored, an event whose
     * class is not a registered event type, and an event that cannot be serialized;</li>
     * <li>{@link EventStoreOverloadedException}, without being sent, if too many appends wait for the database already;</li>
     * <li>{@link EventStoreUnavailableException} if the database cannot be reached or the connection was lost: the append may
     * or may not have happened.</li>
     * </ul>
     *
     * @param events domain events, or {@link EventData} where an event comes with metadata or an id of its own
     */
    @CheckReturnValue
    Uni<AppendToStreamResult> appendToStream(String streamName, List<?> events, AppendToStreamOptions options);

    /**
     * Appends to several streams, all or none: each stream must be at its own expected version.
     * <p>
     * When the {@code Uni} completes, all events are durable (in a session or a transaction of the caller's, when that is
     * committed). It is one round trip to the database, and needs no session. Otherwise everything holds that holds for
     * {@link #appendToStream(String, List, AppendToStreamOptions)}; hooks are called once for each stream, in the order of
     * the list.
     * <p>
     * <strong>Repeating.</strong> If every append expects an exact version or no stream, the whole may be repeated with the
     * same event ids: if all events were there before, the original results are returned. If only some were, it is a
     * conflict.
     * <p>
     * Fails with
     * <ul>
     * <li>{@link ConcurrencyException} if a stream is not at the expected version; it names the first such stream in the
     * order of the list, and all streams are then unchanged;</li>
     * <li>{@link IllegalArgumentException}, before anything is sent, for an empty list, a stream that is named twice, and
     * every append that {@code appendToStream} would refuse;</li>
     * <li>whatever else {@code appendToStream} fails with.</li>
     * </ul>
     *
     * @param appends at most one for each stream
     * @return the results in the order of the list
     */
    @CheckReturnValue
    Uni<List<AppendToStreamResult>> appendToStreams(List<StreamAppend> appends);

    /**
     * Folds the events of a stream into a state, one after the other as they arrive.
     * <p>
     * The list of events is never materialised: memory does not grow with the stream. All events are those of one snapshot. A
     * stream that does not exist gives the initial state, version 0 and {@code streamExists} false. Fails like
     * {@link #readStream(String, Class, ReadStreamOptions)}, and with whatever the options' functions throw.
     */
    @CheckReturnValue
    <S, E> Uni<AggregateStreamResult<S>> aggregateStream(String streamName, AggregateStreamOptions<S, E> options);

    /** Tells whether a stream exists, that is, has at least one event. */
    @CheckReturnValue
    Uni<Boolean> streamExists(String streamName);
}
