package io.quarkiverse.eventstore.runtime.inmemory;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.ExpectedStreamVersion.Exactly;
import io.quarkiverse.eventstore.TransactionRolledBackException;
import io.quarkiverse.eventstore.spi.AppendOutcome;
import io.quarkiverse.eventstore.spi.AppendOutcome.Appended;
import io.quarkiverse.eventstore.spi.AppendOutcome.Conflict;
import io.quarkiverse.eventstore.spi.AppendOutcome.Repeated;
import io.quarkiverse.eventstore.spi.EncodedAppend;
import io.quarkiverse.eventstore.spi.EncodedEvent;
import io.quarkiverse.eventstore.spi.JointAppend;
import io.quarkiverse.eventstore.spi.JointOutcome;
import io.quarkiverse.eventstore.spi.JointOutcome.Refused;
import io.quarkiverse.eventstore.spi.JointOutcome.Taken;
import io.quarkiverse.eventstore.spi.LogPage;
import io.quarkiverse.eventstore.spi.LogRead;
import io.quarkiverse.eventstore.spi.PartitionLease;
import io.quarkiverse.eventstore.spi.Progress;
import io.quarkiverse.eventstore.spi.ProjectionOperations;
import io.quarkiverse.eventstore.spi.StorageTransaction;
import io.quarkiverse.eventstore.spi.StoredData;
import io.quarkiverse.eventstore.spi.StoredEvent;
import io.quarkiverse.eventstore.spi.StreamPage;
import io.quarkiverse.eventstore.spi.StreamRead;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/**
 * An open transaction in memory: its appends are its own until the commit.
 */
final class InMemoryTransaction implements StorageTransaction {

    private final CommittedStreams committed;
    private final StreamLocks locks;
    private final InMemoryCheckpoints checkpoints;
    private final InMemoryProjections projections;
    private final Map<String, List<StoredEvent>> appended = new LinkedHashMap<>();

    /** Appends run one after the other, as on a connection. */
    private final AtomicReference<CompletableFuture<@Nullable Void>> lastTurn = new AtomicReference<>(
            CompletableFuture.completedFuture(null));

    /** Completes when readers may see what was committed. */
    private final CompletableFuture<@Nullable Void> over = new CompletableFuture<>();

    private final List<Runnable> changes = new CopyOnWriteArrayList<>();

    /** What a subscription has done, with its lease. */
    private volatile Predicate<InMemoryCheckpoints> checkpoint = none -> true;

    InMemoryTransaction(CommittedStreams committed, StreamLocks locks, InMemoryCheckpoints checkpoints,
            InMemoryProjections projections) {
        this.committed = committed;
        this.locks = locks;
        this.checkpoints = checkpoints;
        this.projections = projections;
    }

    /** Streams are locked in the order of their names, so that joint appends cannot deadlock with each other. */
    @Override
    public Uni<JointOutcome> append(JointAppend append) {
        List<String> streams = append.appends().stream().map(EncodedAppend::streamName).sorted().toList();
        return inTurn(() -> Multi.createFrom().iterable(streams)
                .onItem().transformToUniAndConcatenate(
                        stream -> Uni.createFrom().completionStage(() -> locks.acquire(stream, this)))
                .onItem().ignoreAsUni()
                .map(locked -> judge(append)));
    }

    private <T> Uni<T> inTurn(Supplier<Uni<T>> operation) {
        return Uni.createFrom().deferred(() -> {
            CompletableFuture<@Nullable Void> turn = new CompletableFuture<>();
            CompletableFuture<@Nullable Void> previous = lastTurn.getAndSet(turn);
            return Uni.createFrom().completionStage(previous)
                    .chain(() -> operation.get())
                    .onTermination().invoke(() -> turn.completeAsync(() -> null, Infrastructure.getDefaultExecutor()));
        });
    }

    @Override
    public <T> Uni<StreamPage<T>> read(StreamRead read, Function<StoredEvent, T> decode) {
        return Uni.createFrom().item(() -> Pages.cut(eventsOf(read.streamName()), read, decode));
    }

    @Override
    public <T> Uni<StreamPage<T>> readData(StreamRead read, Function<StoredData, T> decode) {
        return read(read, event -> decode.apply(Pages.data(event)));
    }

    @Override
    public Uni<Boolean> saveCheckpoint(PartitionLease lease, Progress progress) {
        return Uni.createFrom().item(() -> {
            checkpoint = storage -> storage.saveNow(lease, progress);
            return checkpoints.isHeld(lease);
        });
    }

    @Override
    public Uni<LogPage> readLog(LogRead read) {
        return Uni.createFrom().item(() -> committed.readLog(read));
    }

    @Override
    public ProjectionOperations projections() {
        return projections.within(this);
    }

    /** Has something done if and when the transaction commits. */
    void atCommit(Runnable change) {
        changes.add(change);
    }

    /** There is no server that could be left waiting. */
    @Override
    public Uni<Void> limitIdleTime(Duration limit) {
        return Uni.createFrom().voidItem();
    }

    @Override
    public <C> C unwrap(Class<C> connectionType) {
        throw new IllegalArgumentException("Event store session: expected a back end with connections, but the in-memory one "
                + "has no " + connectionType.getName() + ".");
    }

    @Override
    public Uni<Void> commit() {
        return Uni.createFrom().voidItem()
                .invoke(this::commitNow)
                .onTermination().invoke(this::end);
    }

    @Override
    public Uni<Void> rollback() {
        return Uni.createFrom().voidItem()
                .invoke(this::takeAppended)
                .invoke(this::end);
    }

    /** Whoever sees the checkpoint sees what was done up to it. */
    private void commitNow() {
        synchronized (projections) {
            synchronized (checkpoints) {
                if (!checkpoint.test(checkpoints)) {
                    throw new TransactionRolledBackException("In-memory event store: expected the lease of the partition to be "
                            + "held until the commit, but it was lost; nothing was stored.", null);
                }
                changes.forEach(Runnable::run);
                committed.add(takeAppended());
            }
        }
    }

    private void end() {
        locks.releaseAll(this);
        // On another thread: what waiting readers do next is not for the thread of the one who committed.
        over.completeAsync(() -> null, Infrastructure.getDefaultExecutor());
    }

    private synchronized JointOutcome judge(JointAppend append) {
        List<EncodedAppend> parts = append.appends();
        NavigableMap<Integer, AppendOutcome> notTaken = new TreeMap<>();
        for (int i = 0; i < parts.size(); i++) {
            List<StoredEvent> stream = eventsOf(parts.get(i).streamName());
            if (!parts.get(i).expected().allows(stream.size())) {
                notTaken.put(i, notTaken(parts.get(i), stream));
            }
        }
        if (notTaken.isEmpty()) {
            return new Taken(parts.stream().map(this::store).toList());
        }
        parts.forEach(part -> releaseUnlessAppended(part.streamName()));
        Optional<Integer> conflict = notTaken.keySet().stream().filter(i -> notTaken.get(i) instanceof Conflict).findFirst();
        if (conflict.isEmpty() && notTaken.size() == parts.size()) {
            return new Taken(List.copyOf(notTaken.values()));
        }
        int refused = conflict.orElseGet(notTaken::firstKey);
        return new Refused(refused, eventsOf(parts.get(refused).streamName()).size());
    }

    private static AppendOutcome notTaken(EncodedAppend append, List<StoredEvent> stream) {
        return append.expected() instanceof Exactly exactly && isRepeated(stream, exactly.version(), append.events())
                ? repeated(stream, exactly.version() + append.events().size())
                : new Conflict(stream.size());
    }

    private void releaseUnlessAppended(String streamName) {
        if (!appended.containsKey(streamName)) {
            locks.release(streamName, this);
        }
    }

    private AppendOutcome store(EncodedAppend append) {
        long versionBefore = eventsOf(append.streamName()).size();
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        List<StoredEvent> stored = new ArrayList<>(append.events().size());
        for (EncodedEvent event : append.events()) {
            stored.add(new StoredEvent(versionBefore + stored.size() + 1, committed.nextPosition(over), event.eventId(),
                    event.type(), event.data(), event.metadata(), now));
        }
        appended.computeIfAbsent(append.streamName(), name -> new ArrayList<>()).addAll(stored);
        return new Appended(versionBefore + stored.size(), stored.stream().map(StoredEvent::globalPosition).toList(), now);
    }

    private static boolean isRepeated(List<StoredEvent> stream, long versionBefore, List<EncodedEvent> events) {
        if (versionBefore > stream.size() - events.size()) {
            return false;
        }
        for (int i = 0; i < events.size(); i++) {
            if (!stream.get((int) versionBefore + i).eventId().equals(events.get(i).eventId())) {
                return false;
            }
        }
        return true;
    }

    private static Repeated repeated(List<StoredEvent> stream, long lastVersion) {
        return new Repeated(lastVersion, stream.get((int) lastVersion - 1).globalPosition());
    }

    private synchronized List<StoredEvent> eventsOf(String streamName) {
        List<StoredEvent> own = appended.get(streamName);
        if (own == null) {
            return committed.eventsOf(streamName);
        }
        List<StoredEvent> events = new ArrayList<>(committed.eventsOf(streamName));
        events.addAll(own);
        return events;
    }

    private synchronized Map<String, List<StoredEvent>> takeAppended() {
        Map<String, List<StoredEvent>> taken = new LinkedHashMap<>(appended);
        appended.clear();
        return taken;
    }
}
