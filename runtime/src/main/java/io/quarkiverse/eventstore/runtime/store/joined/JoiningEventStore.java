package io.quarkiverse.eventstore.runtime.store.joined;

import java.util.List;

import io.quarkiverse.eventstore.AggregateStreamOptions;
import io.quarkiverse.eventstore.AggregateStreamResult;
import io.quarkiverse.eventstore.AppendToStreamOptions;
import io.quarkiverse.eventstore.AppendToStreamResult;
import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.ReadAllOptions;
import io.quarkiverse.eventstore.ReadStreamOptions;
import io.quarkiverse.eventstore.ReadStreamResult;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.StreamAppend;
import io.quarkiverse.eventstore.runtime.store.Preparation;
import io.quarkiverse.eventstore.runtime.store.PreparedAppend;
import io.quarkiverse.eventstore.runtime.store.PreparedAppends;
import io.quarkiverse.eventstore.runtime.store.StorageEventStore;
import io.quarkiverse.eventstore.runtime.store.codec.EventCodec;
import io.quarkiverse.eventstore.spi.AmbientTransactions;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * An event store that takes part in the transaction that its caller is in when he subscribes; without one, each operation is a
 * transaction of its own.
 */
public final class JoiningEventStore implements EventStore {

    private final StorageEventStore store;
    private final EventCodec codec;
    private final JoinedTransactions joined;
    private final AmbientTransactions ambient;

    /** @param store for callers in no transaction */
    public JoiningEventStore(StorageEventStore store, EventCodec codec, JoinedTransactions joined,
            AmbientTransactions ambient) {
        this.store = store;
        this.codec = codec;
        this.joined = joined;
        this.ambient = ambient;
    }

    @Override
    public <E> Uni<ReadStreamResult<E>> readStream(String streamName, Class<E> eventType, ReadStreamOptions options) {
        return Uni.createFrom().deferred(() -> current().readStream(streamName, eventType, options));
    }

    @Override
    public <E> Multi<RecordedEvent<E>> streamEvents(String streamName, Class<E> eventType, ReadStreamOptions options) {
        return Multi.createFrom().deferred(() -> current().streamEvents(streamName, eventType, options));
    }

    @Override
    public <E> Multi<RecordedEvent<E>> readAll(Class<E> eventType, ReadAllOptions options) {
        return Multi.createFrom().deferred(() -> current().readAll(eventType, options));
    }

    /** Made ready when it is called, so that it is the same at each subscription. */
    @Override
    public Uni<AppendToStreamResult> appendToStream(String streamName, List<?> events, AppendToStreamOptions options) {
        return Preparation.of(() -> PreparedAppend.of(codec, streamName, events, options))
                .then(append -> Uni.createFrom().deferred(() -> current().append(append)));
    }

    @Override
    public Uni<List<AppendToStreamResult>> appendToStreams(List<StreamAppend> appends) {
        return Preparation.of(() -> PreparedAppends.of(codec, appends))
                .then(prepared -> Uni.createFrom().deferred(() -> current().append(prepared)));
    }

    @Override
    public <S, E> Uni<AggregateStreamResult<S>> aggregateStream(String streamName, AggregateStreamOptions<S, E> options) {
        return Uni.createFrom().deferred(() -> current().aggregateStream(streamName, options));
    }

    @Override
    public Uni<Boolean> streamExists(String streamName) {
        return Uni.createFrom().deferred(() -> current().streamExists(streamName));
    }

    private StorageEventStore current() {
        return ambient.current().map(transaction -> joined.join(transaction).store()).orElse(store);
    }
}
