package io.quarkiverse.eventstore.runtime.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.AggregateStreamOptions;
import io.quarkiverse.eventstore.AggregateStreamResult;
import io.quarkiverse.eventstore.AppendToStreamOptions;
import io.quarkiverse.eventstore.AppendToStreamResult;
import io.quarkiverse.eventstore.AppendedEvents;
import io.quarkiverse.eventstore.EventStoreSession;
import io.quarkiverse.eventstore.ReadAllOptions;
import io.quarkiverse.eventstore.ReadStreamOptions;
import io.quarkiverse.eventstore.ReadStreamResult;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.StreamAppend;
import io.quarkiverse.eventstore.projection.InlineStatement;
import io.quarkiverse.eventstore.runtime.store.codec.EventCodec;
import io.quarkiverse.eventstore.runtime.store.commit.CommitOrder;
import io.quarkiverse.eventstore.spi.EventLog;
import io.quarkiverse.eventstore.spi.EventOperations;
import io.quarkiverse.eventstore.spi.JointAppend;
import io.quarkiverse.eventstore.spi.JointOutcome;
import io.quarkiverse.eventstore.spi.StorageTransaction;
import io.quarkiverse.eventstore.spi.StoredData;
import io.quarkiverse.eventstore.spi.StoredEvent;
import io.quarkiverse.eventstore.spi.StreamPage;
import io.quarkiverse.eventstore.spi.StreamRead;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * A session: an event store over an open transaction that remembers what was appended, whether an append failed, and when it
 * is over.
 */
public final class TransactionSession implements EventStoreSession {

    private static final Logger LOG = Logger.getLogger(TransactionSession.class);

    private static final EventLog NO_LOG = new RefusedLog(
            "Event store session: expected readAll outside of sessions, but it was "
                    + "called in one: two sessions that have appended would wait for each other's end. Use the injected EventStore, before "
                    + "or after the session.");

    private final StorageTransaction transaction;
    private final StorageEventStore store;
    private final CommitOrder commits;
    private final Function<AppendedEvents, CompletionStage<Void>> afterCommit;
    private final TransactionProjections projections;

    private final List<AppendedEvents> appended = new CopyOnWriteArrayList<>();
    private final Set<Uni<?>> appendsUnderWay = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable Throwable> failedAppend = new AtomicReference<>();
    private final AtomicInteger projecting = new AtomicInteger();
    private volatile boolean over;

    public TransactionSession(StorageTransaction transaction, EventCodec codec, int pageSize, CommitOrder commits,
            Function<AppendedEvents, CompletionStage<Void>> afterCommit, TransactionProjections projections) {
        this.transaction = transaction;
        this.store = StorageEventStore.within(new OpenOnly(new HoldingProjections(transaction, projections, () -> {
        })), NO_LOG, codec,
                pageSize, appended::add, this::project);
        this.commits = commits;
        this.afterCommit = afterCommit;
        this.projections = projections;
    }

    @Override
    public <E> Uni<ReadStreamResult<E>> readStream(String streamName, Class<E> eventType, ReadStreamOptions options) {
        return whileOpen(() -> store.readStream(streamName, eventType, options));
    }

    @Override
    public <E> Multi<RecordedEvent<E>> streamEvents(String streamName, Class<E> eventType, ReadStreamOptions options) {
        return Multi.createFrom().deferred(() -> {
            requireOpen();
            return store.streamEvents(streamName, eventType, options);
        });
    }

    @Override
    public <E> Multi<RecordedEvent<E>> readAll(Class<E> eventType, ReadAllOptions options) {
        return store.readAll(eventType, options);
    }

    @Override
    public Uni<AppendToStreamResult> appendToStream(String streamName, List<?> events, AppendToStreamOptions options) {
        Uni<AppendToStreamResult> append = store.appendToStream(streamName, events, options);
        return whileOpen(() -> underWay(append));
    }

    @Override
    public Uni<List<AppendToStreamResult>> appendToStreams(List<StreamAppend> appends) {
        Uni<List<AppendToStreamResult>> append = store.appendToStreams(appends);
        return whileOpen(() -> underWay(append));
    }

    Uni<List<AppendToStreamResult>> append(PreparedAppends appends) {
        Uni<List<AppendToStreamResult>> append = store.append(appends);
        return whileOpen(() -> underWay(append));
    }

    @Override
    public <S, E> Uni<AggregateStreamResult<S>> aggregateStream(String streamName, AggregateStreamOptions<S, E> options) {
        return whileOpen(() -> store.aggregateStream(streamName, options));
    }

    @Override
    public Uni<Boolean> streamExists(String streamName) {
        return whileOpen(() -> store.streamExists(streamName));
    }

    @Override
    public <C> C unwrap(Class<C> connectionType) {
        requireOpen();
        return transaction.unwrap(connectionType);
    }

    /** Runs the statement of an inline projection. */
    Uni<Void> run(InlineStatement statement, long globalPosition) {
        return whileOpen(() -> transaction.projections().runInline(statement.name(), statement.sql(), globalPosition));
    }

    /** Empties the read model of an inline projection. */
    public Uni<Void> clear(InlineStatement statement, String sql) {
        return whileOpen(() -> transaction.projections().clearInline(statement.name(), sql));
    }

    /**
     * Ends the session: commits and runs the hooks if the work and every append succeeded, rolls back and fails otherwise. Once
     * begun it goes on to its end, also when the subscriber cancels or its thread is interrupted.
     *
     * @param workFailure why the work failed; null if it succeeded
     */
    public Uni<Void> end(@Nullable Throwable workFailure) {
        over = true;
        if (workFailure != null) {
            transaction.doom();
        }
        return appendsDone()
                .chain(() -> {
                    Throwable reason = workFailure != null ? workFailure : failedAppend.get();
                    return reason == null ? commit() : rollback().chain(() -> Uni.createFrom().failure(reason));
                })
                .memoize().indefinitely();
    }

    private Uni<Void> commit() {
        Map<String, List<RecordedEvent<?>>> streams = new LinkedHashMap<>();
        appended.forEach(append -> streams.computeIfAbsent(append.streamName(), name -> new ArrayList<>())
                .addAll(append.events()));
        Map<CommitOrder.Turn, List<RecordedEvent<?>>> turns = new LinkedHashMap<>();
        streams.forEach((name, events) -> turns.put(commits.begin(name), events));
        return transaction.commit()
                .onItemOrFailure().invoke((done, failure) -> turns
                        .forEach((turn, events) -> turn.end(failure == null ? events : List.of())))
                .chain(this::runHooks);
    }

    private Uni<Void> runHooks() {
        return Multi.createFrom().iterable(appended)
                .onItem().transformToUniAndConcatenate(this::runHooksOf)
                .onItem().ignoreAsUni();
    }

    /** What was committed stays so, whatever happens afterwards. */
    private Uni<Void> runHooksOf(AppendedEvents committed) {
        return Uni.createFrom().completionStage(() -> afterCommit.apply(committed))
                .onFailure().invoke(failure -> LOG.errorf(failure, "What follows a commit failed for stream %s; its events are "
                        + "stored.", committed.streamName()))
                .onFailure().recoverWithNull();
    }

    private Uni<Void> rollback() {
        return transaction.rollback()
                .onFailure().invoke(failure -> LOG.warn("The rollback of a session failed; the database undoes it when the "
                        + "connection ends.", failure))
                .onFailure().recoverWithNull();
    }

    private CompletionStage<Void> project(AppendedEvents events) {
        if (!projections.concern(events)) {
            return CompletableFuture.completedStage(null);
        }
        projecting.incrementAndGet();
        return projections.project(events, this).onTermination().invoke(projecting::decrementAndGet)
                .subscribeAsCompletionStage();
    }

    /** An append that the end of the session waits for, whether or not the work did. */
    private <T> Uni<T> underWay(Uni<T> append) {
        Uni<T> once = append
                .onFailure().invoke(failure -> failedAppend.compareAndSet(null, failure))
                .memoize().indefinitely();
        appendsUnderWay.add(once);
        return once.onTermination().invoke((result, failure, cancelled) -> {
            if (!cancelled) {
                appendsUnderWay.remove(once);
            }
        });
    }

    private Uni<Void> appendsDone() {
        List<Uni<?>> waitingFor = new ArrayList<>(appendsUnderWay);
        return waitingFor.isEmpty() ? Uni.createFrom().voidItem()
                : Uni.join().all(waitingFor.stream().map(TransactionSession::settled).toList()).andCollectFailures()
                        .replaceWithVoid();
    }

    private static Uni<Boolean> settled(Uni<?> append) {
        return append.replaceWith(true).onFailure().recoverWithItem(false);
    }

    private <T> Uni<T> whileOpen(Supplier<Uni<T>> operation) {
        return Uni.createFrom().deferred(() -> {
            requireOpen();
            return operation.get();
        });
    }

    /**
     * The transaction's operations as long as the session is open: a stream of events can outlive the work that asked for it.
     */
    private final class OpenOnly implements EventOperations {

        private final EventOperations operations;

        private OpenOnly(EventOperations operations) {
            this.operations = operations;
        }

        @Override
        public Uni<JointOutcome> append(JointAppend append) {
            requireOpen();
            return operations.append(append);
        }

        @Override
        public <T> Uni<StreamPage<T>> read(StreamRead read, Function<StoredEvent, T> decode) {
            requireOpen();
            return operations.read(read, decode);
        }

        @Override
        public <T> Uni<StreamPage<T>> readData(StreamRead read, Function<StoredData, T> decode) {
            requireOpen();
            return operations.readData(read, decode);
        }
    }

    /** The projections of an append under way may use it to their end, even if the work did not wait for the append. */
    private void requireOpen() {
        if (over && projecting.get() == 0) {
            throw new IllegalStateException("Event store session: expected use before its work is done, but it is over; "
                    + "chain every operation into the Uni that the work returns.");
        }
    }
}
