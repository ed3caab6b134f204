package io.quarkiverse.eventstore.runtime.store.blocking;

import java.util.List;
import java.util.function.Supplier;
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
import io.quarkiverse.eventstore.spi.ThreadTransactions;
import io.smallrye.mutiny.Uni;

/**
 * The blocking event store: waits for the reactive one.
 */
public final class AwaitingEventStore implements BlockingEventStoreSession {

    private final EventStore store;
    private final ThreadTransactions transactions;

    /** @param transactions those of calling threads */
    public AwaitingEventStore(EventStore store, ThreadTransactions transactions) {
        this.store = store;
        this.transactions = transactions;
    }

    @Override
    public <E> ReadStreamResult<E> readStream(String streamName, Class<E> eventType, ReadStreamOptions options) {
        return await(() -> store.readStream(streamName, eventType, options));
    }

    @Override
    public <E> Stream<RecordedEvent<E>> streamEvents(String streamName, Class<E> eventType, ReadStreamOptions options) {
        requireBlockingAllowed();
        return PulledEvents.of(() -> store.streamEvents(streamName, eventType, options), transactions);
    }

    @Override
    public <E> Stream<RecordedEvent<E>> readAll(Class<E> eventType, ReadAllOptions options) {
        requireBlockingAllowed();
        return PulledEvents.of(() -> store.readAll(eventType, options), transactions);
    }

    @Override
    public AppendToStreamResult appendToStream(String streamName, List<?> events, AppendToStreamOptions options) {
        return await(() -> store.appendToStream(streamName, events, options));
    }

    @Override
    public List<AppendToStreamResult> appendToStreams(List<StreamAppend> appends) {
        return await(() -> store.appendToStreams(appends));
    }

    @Override
    public <S, E> AggregateStreamResult<S> aggregateStream(String streamName, AggregateStreamOptions<S, E> options) {
        return await(() -> store.aggregateStream(streamName, options));
    }

    @Override
    public boolean streamExists(String streamName) {
        return await(() -> store.streamExists(streamName));
    }

    private <T> T await(Supplier<Uni<T>> operation) {
        requireBlockingAllowed();
        return transactions.keep(() -> EventLoopGuard.await(operation.get(), transactions::giveUp, unused -> {
        }));
    }

    static void requireBlockingAllowed() {
        EventLoopGuard.requireBlockingAllowed("BlockingEventStore", "EventStore");
    }
}
