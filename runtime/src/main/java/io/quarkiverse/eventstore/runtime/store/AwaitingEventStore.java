package io.quarkiverse.eventstore.runtime.store;

import java.util.List;
import java.util.stream.Stream;

import io.quarkiverse.eventstore.AggregateStreamOptions;
import io.quarkiverse.eventstore.AggregateStreamResult;
import io.quarkiverse.eventstore.AppendToStreamOptions;
import io.quarkiverse.eventstore.AppendToStreamResult;
import io.quarkiverse.eventstore.BlockingEventStoreSession;
import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.ReadAllOptions;
import io.quarkiverse.eventstore.ReadStreamOptions;
import io.quarkiverse.eventstore.ReadStreamResult;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.StreamAppend;
import io.smallrye.mutiny.Uni;

/**
 * The blocking event store: waits for the reactive one.
 */
public final class AwaitingEventStore implements BlockingEventStoreSession {

    private final EventStore store;

    public AwaitingEventStore(EventStore store) {
        this.store = store;
    }

    @Override
    public <E> ReadStreamResult<E> readStream(String streamName, Class<E> eventType, ReadStreamOptions options) {
        requireBlockingAllowed();
        return EventLoopGuard.await(store.readStream(streamName, eventType, options));
    }

    @Override
    public <E> Stream<RecordedEvent<E>> streamEvents(String streamName, Class<E> eventType, ReadStreamOptions options) {
        requireBlockingAllowed();
        return store.streamEvents(streamName, eventType, options).subscribe().asStream();
    }

    @Override
    public <E> Stream<RecordedEvent<E>> readAll(Class<E> eventType, ReadAllOptions options) {
        requireBlockingAllowed();
        return store.readAll(eventType, options).subscribe().asStream();
    }

    @Override
    public AppendToStreamResult appendToStream(String streamName, List<?> events, AppendToStreamOptions options) {
        requireBlockingAllowed();
        return EventLoopGuard.await(store.appendToStream(streamName, events, options));
    }

    @Override
    public List<AppendToStreamResult> appendToStreams(List<StreamAppend> appends) {
        requireBlockingAllowed();
        return EventLoopGuard.await(store.appendToStreams(appends));
    }

    @Override
    public <S, E> AggregateStreamResult<S> aggregateStream(String streamName, AggregateStreamOptions<S, E> options) {
        requireBlockingAllowed();
        return EventLoopGuard.await(store.aggregateStream(streamName, options));
    }

    @Override
    public boolean streamExists(String streamName) {
        requireBlockingAllowed();
        Uni<Boolean> exists = store.streamExists(streamName);
        return EventLoopGuard.await(exists);
    }

    private static void requireBlockingAllowed() {
        EventLoopGuard.requireBlockingAllowed("BlockingEventStore", "EventStore");
    }
}
