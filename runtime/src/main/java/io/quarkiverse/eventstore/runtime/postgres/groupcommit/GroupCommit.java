package io.quarkiverse.eventstore.runtime.postgres.groupcommit;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.EventStoreOverloadedException;
import io.quarkiverse.eventstore.EventStoreStorageException;
import io.quarkiverse.eventstore.EventStoreUnavailableException;
import io.quarkiverse.eventstore.TransactionRolledBackException;
import io.quarkiverse.eventstore.spi.AppendOutcome;
import io.quarkiverse.eventstore.spi.StreamAppend;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/**
 * Lets concurrent appends travel together: an append leaves at once while few transactions are under way; otherwise it waits
 * until one of them ends and leaves with all that wait. Nobody waits for company: a lone caller's append leaves at once.
 * <p>
 * Every append is answered on its own, in its caller's context. Appends to one stream leave one after the other, in the order
 * in which they came.
 */
public final class GroupCommit {

    private static final long OVERDUE_MILLIS = 100;

    private final AppendSender sender;
    private final GroupCommitLimits limits;
    private final Supplier<Executor> callerContext;
    private final GroupCommitMeter meter = new GroupCommitMeter();
    private final AtomicInteger wakeUps = new AtomicInteger();

    private final AppendQueue queue = new AppendQueue();
    private final Set<Batch> underWay = new HashSet<>();
    private boolean watching;
    private int unanswered;
    private @Nullable CompletableFuture<@Nullable Void> drained;

    /** @param callerContext asked for each append on its caller's thread: runs what answers the caller */
    public GroupCommit(AppendSender sender, GroupCommitLimits limits, Supplier<Executor> callerContext) {
        this.sender = sender;
        this.limits = limits;
        this.callerContext = callerContext;
    }

    /**
     * Appends, alone or with others.
     *
     * @param withdrawn completes when nobody wants the append any more: if it still waits then, it is never sent
     */
    public Uni<AppendOutcome> append(StreamAppend append, CompletionStage<?> withdrawn) {
        return Uni.createFrom().emitter(emitter -> {
            QueuedAppend queued = new QueuedAppend(append, emitter, callerContext.get());
            accept(queued);
            queued.inCallerContext(this::sendReady);
            withdrawn.thenRun(() -> withdraw(queued));
        });
    }

    /** Accepts nothing any more and completes when all that was accepted is answered. */
    public CompletionStage<?> drain() {
        synchronized (queue) {
            if (drained == null) {
                drained = new CompletableFuture<>();
            }
            if (unanswered == 0) {
                drained.complete(null);
            }
            return drained;
        }
    }

    /** What happened so far. */
    public GroupCommitMeter meter() {
        return meter;
    }

    /** How many appends wait at this moment. */
    public int queued() {
        synchronized (queue) {
            return queue.size();
        }
    }

    private void accept(QueuedAppend append) {
        synchronized (queue) {
            if (drained != null) {
                throw new EventStoreUnavailableException("Stream " + append.streamName()
                        + ": expected to append, but the application is stopping; nothing was sent.", null);
            }
            if (queue.size() >= limits.queueSize()) {
                meter.rejected();
                throw new EventStoreOverloadedException("Stream " + append.streamName()
                        + ": expected room in the queue of appends, but " + limits.queueSize()
                        + " are waiting (quarkus.event-store.postgresql.group-commit.max-queue-size); nothing was sent.");
            }
            queue.add(append);
            unanswered++;
        }
    }

    private void withdraw(QueuedAppend append) {
        synchronized (queue) {
            if (!queue.remove(append)) {
                return;
            }
        }
        append.fail(new CancellationException("The append to stream " + append.streamName() + " was cancelled."));
        answered(1);
        sendReady();
    }

    /** Sends batches as long as there are any and may be more under way; one thread at a time, the others only wake it up. */
    private void sendReady() {
        if (wakeUps.getAndIncrement() > 0) {
            return;
        }
        int seen = 1;
        do {
            Optional<Batch> batch = nextBatch();
            while (batch.isPresent()) {
                send(batch.get());
                batch = nextBatch();
            }
            seen = wakeUps.addAndGet(-seen);
        } while (seen > 0);
    }

    private Optional<Batch> nextBatch() {
        synchronized (queue) {
            if (underWay.size() >= limits.batchesInFlight()) {
                watch();
                return Optional.empty();
            }
            List<QueuedAppend> appends = queue.takeBatch(limits.batchSize(), limits.batchesInFlight() - underWay.size());
            if (appends.isEmpty()) {
                return Optional.empty();
            }
            Batch batch = new Batch(appends);
            underWay.add(batch);
            return Optional.of(batch);
        }
    }

    /** Sees to it that those who wait do not wait for a transaction that somebody else holds up. */
    private void watch() {
        if (!watching && queue.size() > 0) {
            watching = true;
            Infrastructure.getDefaultWorkerPool().schedule(this::passOverdue, OVERDUE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** A transaction that takes long, be it that it waits for a stream, does not count as under way any more. */
    private void passOverdue() {
        synchronized (queue) {
            watching = false;
            underWay.removeIf(batch -> batch.isOlderThan(TimeUnit.MILLISECONDS.toNanos(OVERDUE_MILLIS)));
        }
        sendReady();
    }

    private void send(Batch batch) {
        meter.sent();
        if (batch.size() == 1) {
            Uni.createFrom().deferred(() -> sender.alone(batch.requests().get(0))).subscribe().with(
                    outcome -> end(batch, () -> batch.answer(List.of(outcome))),
                    failure -> end(batch, () -> batch.fail(failure)));
        } else {
            Uni.createFrom().deferred(() -> sender.together(batch.requests())).subscribe().with(
                    outcomes -> end(batch, () -> batch.answer(outcomes)),
                    failure -> failed(batch, failure));
        }
    }

    /**
     * A batch that the database refused stored nothing: its appends are repeated one by one, so that the fault reaches its
     * owner
     * only. If the answer was lost, nobody knows what was stored, and every caller is told so.
     */
    private void failed(Batch batch, Throwable failure) {
        if (!(failure instanceof EventStoreStorageException || failure instanceof TransactionRolledBackException)) {
            end(batch, () -> batch.fail(failure));
            return;
        }
        meter.split();
        synchronized (queue) {
            underWay.remove(batch);
            queue.putBack(batch.appends());
        }
        sendReady();
    }

    /** Those who wait are sent on first, then the callers are told. */
    private void end(Batch batch, Runnable tellCallers) {
        synchronized (queue) {
            underWay.remove(batch);
            queue.endTurns(batch.appends());
        }
        meter.answered(batch.size());
        sendReady();
        tellCallers.run();
        answered(batch.size());
    }

    private void answered(int appends) {
        synchronized (queue) {
            unanswered -= appends;
            if (unanswered == 0 && drained != null) {
                drained.complete(null);
            }
        }
    }
}
