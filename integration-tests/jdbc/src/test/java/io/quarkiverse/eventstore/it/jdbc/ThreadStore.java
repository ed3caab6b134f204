package io.quarkiverse.eventstore.it.jdbc;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.quarkiverse.eventstore.AggregateStreamOptions;
import io.quarkiverse.eventstore.AggregateStreamResult;
import io.quarkiverse.eventstore.AppendToStreamOptions;
import io.quarkiverse.eventstore.AppendToStreamResult;
import io.quarkiverse.eventstore.BlockingEventStore;
import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.ReadAllOptions;
import io.quarkiverse.eventstore.ReadStreamOptions;
import io.quarkiverse.eventstore.ReadStreamResult;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.StreamAppend;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** The blocking store in the guise of the reactive one, for contracts: it works on the calling thread. */
record ThreadStore(BlockingEventStore store) implements EventStore {

    @Override
    public <E> Uni<ReadStreamResult<E>> readStream(String streamName, Class<E> eventType, ReadStreamOptions options) {
        return Uni.createFrom().item(() -> store.readStream(streamName, eventType, options));
    }

    @Override
    public <E> Multi<RecordedEvent<E>> streamEvents(String streamName, Class<E> eventType, ReadStreamOptions options) {
        return all(() -> store.streamEvents(streamName, eventType, options));
    }

    @Override
    public <E> Multi<RecordedEvent<E>> readAll(Class<E> eventType, ReadAllOptions options) {
        return all(() -> store.readAll(eventType, options));
    }

    @Override
    public Uni<AppendToStreamResult> appendToStream(String streamName, List<?> events, AppendToStreamOptions options) {
        return now(() -> store.appendToStream(streamName, events, options));
    }

    @Override
    public Uni<List<AppendToStreamResult>> appendToStreams(List<StreamAppend> appends) {
        return now(() -> store.appendToStreams(appends));
    }

    @Override
    public <S, E> Uni<AggregateStreamResult<S>> aggregateStream(String streamName, AggregateStreamOptions<S, E> options) {
        return Uni.createFrom().item(() -> store.aggregateStream(streamName, options));
    }

    @Override
    public Uni<Boolean> streamExists(String streamName) {
        return Uni.createFrom().item(() -> store.streamExists(streamName));
    }

    /** At once, since the blocking store takes the events when it is called. */
    private static <T> Uni<T> now(Supplier<T> work) {
        try {
            return Uni.createFrom().item(work.get());
        } catch (RuntimeException e) {
            return Uni.createFrom().failure(e);
        }
    }

    private static <T> Multi<T> all(Supplier<Stream<T>> source) {
        return Uni.createFrom().item(() -> {
            try (Stream<T> events = source.get()) {
                return events.toList();
            }
        }).onItem().disjoint();
    }
}
