package io.quarkiverse.eventstore.runtime.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.AggregateStreamOptions;
import io.quarkiverse.eventstore.AggregateStreamOptions.ByData;
import io.quarkiverse.eventstore.AggregateStreamOptions.ByRecordedEvent;
import io.quarkiverse.eventstore.AggregateStreamResult;
import io.quarkiverse.eventstore.AppendToStreamOptions;
import io.quarkiverse.eventstore.AppendToStreamResult;
import io.quarkiverse.eventstore.AppendedEvents;
import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.ReadAllOptions;
import io.quarkiverse.eventstore.ReadDirection;
import io.quarkiverse.eventstore.ReadStreamOptions;
import io.quarkiverse.eventstore.ReadStreamResult;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.StreamAppend;
import io.quarkiverse.eventstore.StreamName;
import io.quarkiverse.eventstore.runtime.store.codec.EventCodec;
import io.quarkiverse.eventstore.runtime.store.commit.CommitOrder;
import io.quarkiverse.eventstore.runtime.store.paging.LogPages;
import io.quarkiverse.eventstore.runtime.store.paging.StreamPages;
import io.quarkiverse.eventstore.spi.EventLog;
import io.quarkiverse.eventstore.spi.EventOperations;
import io.quarkiverse.eventstore.spi.LoggedEvent;
import io.quarkiverse.eventstore.spi.StreamPage;
import io.quarkiverse.eventstore.spi.StreamRead;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * The event store over a back end's operations, be it in a transaction per operation or in one that is open.
 */
public final class StorageEventStore implements EventStore {

    private final EventOperations operations;
    private final EventLog log;
    private final EventCodec codec;
    private final int pageSize;
    private final AppendPath appends;

    /**
     * @param commits is told of each append that is a commit of its own
     * @param whenAppended takes the events of each successful append; its failure would fail the append
     */
    public StorageEventStore(EventOperations operations, EventLog log, EventCodec codec, int pageSize, CommitOrder commits,
            Function<AppendedEvents, CompletionStage<Void>> whenAppended) {
        this(operations, log, codec, pageSize, new Appends(operations, commits, appended -> {
        }, whenAppended));
    }

    /** In a transaction that is open. */
    public static StorageEventStore within(EventOperations transaction, EventLog log, EventCodec codec, int pageSize,
            Consumer<AppendedEvents> noted, Function<AppendedEvents, CompletionStage<Void>> whenAppended) {
        return new StorageEventStore(transaction, log, codec, pageSize,
                new Appends(transaction, new CommitOrder(), noted, whenAppended));
    }

    private StorageEventStore(EventOperations operations, EventLog log, EventCodec codec, int pageSize, AppendPath appends) {
        this.operations = operations;
        this.log = log;
        this.codec = codec;
        this.pageSize = pageSize;
        this.appends = appends;
    }

    /** The same store, whose appends take inline projections with them. */
    public StorageEventStore projecting(InlineProjections projections, TransactionSessionFactory transactions) {
        return projections == InlineProjections.NONE ? this
                : new StorageEventStore(operations, log, codec, pageSize,
                        new ProjectedAppends(appends, projections, transactions));
    }

    @Override
    public <E> Uni<ReadStreamResult<E>> readStream(String streamName, Class<E> eventType, ReadStreamOptions options) {
        return Uni.createFrom().item(() -> wholeRead(streamName, requireGiven(streamName, eventType, options)))
                .flatMap(read -> operations.read(read, stored -> codec.decode(streamName, stored, eventType)))
                .map(page -> new ReadStreamResult<>(page.events(), page.streamVersion(), page.streamVersion() > 0));
    }

    @Override
    public <E> Multi<RecordedEvent<E>> streamEvents(String streamName, Class<E> eventType, ReadStreamOptions options) {
        return Multi.createFrom().deferred(() -> recordedPages(streamName, eventType,
                requireGiven(streamName, eventType, options)))
                .map(StreamPage::events)
                .onItem().disjoint();
    }

    @Override
    public <E> Multi<RecordedEvent<E>> readAll(Class<E> eventType, ReadAllOptions options) {
        if (eventType == null || options == null) {
            return Multi.createFrom().failure(new IllegalArgumentException("Log of all streams: expected "
                    + (eventType == null ? "the class to read events as" : "read options") + ", but it is null."));
        }
        return Multi.createFrom().deferred(() -> LogPages.of(log, options, codec.stored(options.filter()), pageSize))
                .map(page -> decode(page, eventType))
                .onItem().disjoint();
    }

    @Override
    public Uni<AppendToStreamResult> appendToStream(String streamName, List<?> events, AppendToStreamOptions options) {
        return Preparation.of(() -> PreparedAppend.of(codec, streamName, events, options)).then(this::append);
    }

    @Override
    public Uni<List<AppendToStreamResult>> appendToStreams(List<StreamAppend> several) {
        return Preparation.of(() -> PreparedAppends.of(codec, several)).then(this::append);
    }

    public Uni<AppendToStreamResult> append(PreparedAppend append) {
        PreparedAppends single = new PreparedAppends(List.of(append));
        return Uni.createFrom().completionStage(() -> appends.send(single, results -> results.get(0)));
    }

    public Uni<List<AppendToStreamResult>> append(PreparedAppends prepared) {
        return Uni.createFrom().completionStage(() -> appends.send(prepared, results -> results));
    }

    @Override
    public <S, E> Uni<AggregateStreamResult<S>> aggregateStream(String streamName, AggregateStreamOptions<S, E> options) {
        if (options == null) {
            return Uni.createFrom().failure(new IllegalArgumentException("Stream " + streamName
                    + ": expected options that say how to aggregate, but they are null."));
        }
        Class<E> eventType = options.eventType();
        if (options.evolution() instanceof ByRecordedEvent<S, E> evolution) {
            return fold(recordedPages(streamName, eventType, options.read()), options.initialState(), evolution.evolve());
        }
        return fold(pages(streamName, options.read(),
                read -> operations.readData(read, stored -> codec.decodeData(streamName, stored, eventType))),
                options.initialState(), ((ByData<S, E>) options.evolution()).evolve());
    }

    @Override
    public Uni<Boolean> streamExists(String streamName) {
        return Uni.createFrom().item(() -> new StreamName(streamName))
                .flatMap(name -> operations.readData(new StreamRead(name.value(), 0, 0, 0, ReadDirection.FORWARDS),
                        data -> data))
                .map(page -> page.streamVersion() > 0);
    }

    private static ReadStreamOptions requireGiven(String streamName, @Nullable Class<?> eventType,
            @Nullable ReadStreamOptions options) {
        if (eventType == null || options == null) {
            throw new IllegalArgumentException("Stream " + streamName + ": expected "
                    + (eventType == null ? "the class to read events as" : "read options") + ", but it is null.");
        }
        return options;
    }

    private static StreamRead wholeRead(String streamName, ReadStreamOptions options) {
        return new StreamRead(new StreamName(streamName).value(), options.fromVersion(), options.toVersion(),
                (int) Math.min(Integer.MAX_VALUE, options.maximum()), options.direction(),
                options.expectedStreamVersion());
    }

    private static <S, T> Uni<AggregateStreamResult<S>> fold(Multi<StreamPage<T>> pages, Supplier<S> initialState,
            BiFunction<S, T, S> evolve) {
        return pages.collect().in(() -> new Fold<>(initialState.get(), evolve), Fold::add).map(Fold::result);
    }

    private <E> Multi<StreamPage<RecordedEvent<E>>> recordedPages(String streamName, Class<E> eventType,
            ReadStreamOptions options) {
        return pages(streamName, options,
                read -> operations.read(read, stored -> codec.decode(streamName, stored, eventType)));
    }

    private <T> Multi<StreamPage<T>> pages(String streamName, ReadStreamOptions options,
            Function<StreamRead, Uni<StreamPage<T>>> source) {
        return Multi.createFrom().deferred(() -> StreamPages.of(source, new StreamName(streamName).value(), options,
                pageSize));
    }

    private <E> List<RecordedEvent<E>> decode(List<LoggedEvent> page, Class<E> eventType) {
        List<RecordedEvent<E>> events = new ArrayList<>(page.size());
        for (LoggedEvent logged : page) {
            events.add(codec.decode(logged.streamName(), logged.event(), eventType));
        }
        return events;
    }
}
