package io.quarkiverse.eventstore.runtime.postgres.groupcommit;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import io.quarkiverse.eventstore.EventStoreOverloadedException;
import io.quarkiverse.eventstore.EventStoreStorageException;
import io.quarkiverse.eventstore.EventStoreUnavailableException;
import io.quarkiverse.eventstore.InlineProjectionException;
import io.quarkiverse.eventstore.TransactionRolledBackException;
import io.quarkiverse.eventstore.spi.JointAppend;
import io.quarkiverse.eventstore.spi.JointOutcome;

/**
 * Lets concurrent appends travel together: an append leaves at once while few transactions are under way; otherwise it waits
 * until one of them ends and leaves with all that wait. Nobody waits for company: a lone caller's append leaves at once.
 * <p>
 * Every append is answered on its own, in its caller's context. Appends to one stream leave one after the other, in the order
 * in which they came.
 */
public final class GroupCommit {

    /** A transaction that takes longer does not count as under way any more. */
    public static final Duration OVERDUE = Duration.ofMillis(100);

    /** How many times answers are looked for in the time that they may take. */
    private static final int LOOKS_FOR_ANSWERS = 4;

    private final AppendSender sender;
    private final int batchSize;
    private final int queueSize;
    private final Duration answeredWithin;
    private final CallerThreads threads;
    private final GroupCommitMeter meter = new GroupCommitMeter();
    private final Callers callers = new Callers();
    private final WorkLoop sending = new WorkLoop(this::sendBatches,
            "Sending appends failed; those that wait are sent with the next ones.");
    private final Alarm overdue;
    private final Alarm answersDue;

    private final AppendQueue queue = new AppendQueue();
    private final InFlight inFlight;

    /**
     * @param answeredWithin how long a transaction may take until nobody waits for its end any more, be it that its connection
     *        broke without a word
     */
    public GroupCommit(AppendSender sender, GroupCommitLimits limits, Duration answeredWithin, CallerThreads threads) {
        this.sender = sender;
        this.batchSize = limits.batchSize();
        this.queueSize = limits.queueSize();
        this.inFlight = new InFlight(limits.batchesInFlight());
        this.answeredWithin = answeredWithin;
        this.threads = threads;
        this.overdue = new Alarm(threads::runAfter, OVERDUE, this::passOverdue);
        this.answersDue = new Alarm(threads::runAfter, answeredWithin.dividedBy(LOOKS_FOR_ANSWERS), this::failUnanswered);
    }

    /**
     * Appends, alone or with others.
     *
     * @param withdrawn completes when nobody wants the append any more: if it still waits then, it is never sent
     */
    public CompletionStage<JointOutcome> append(JointAppend append, CompletionStage<?> withdrawn) {
        QueuedAppend queued = new QueuedAppend(append, threads.callerContext(), threads::runForNobody);
        accept(queued);
        queued.inCallerContext(this::sendReady);
        withdrawn.thenRun(() -> withdraw(queued));
        return queued.outcome();
    }

    /** Accepts nothing any more and completes when the callers of all that was accepted have been told. */
    public CompletionStage<?> drain() {
        synchronized (queue) {
            callers.leave();
        }
        return callers.allTold();
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
            if (callers.areLeaving()) {
                throw new EventStoreUnavailableException("Stream " + append.streamName()
                        + ": expected to append, but the application is stopping; nothing was sent.", null);
            }
            if (queue.size() >= queueSize) {
                meter.rejected();
                throw new EventStoreOverloadedException("Stream " + append.streamName()
                        + ": expected room in the queue of appends, but " + queueSize
                        + " are waiting (quarkus.event-store.postgresql.group-commit.max-queue-size); nothing was sent.");
            }
            queue.add(append);
            callers.add();
        }
    }

    private void withdraw(QueuedAppend append) {
        synchronized (queue) {
            if (!queue.remove(append)) {
                return;
            }
        }
        append.answer(null, new CancellationException("The append to stream " + append.streamName() + " was cancelled."),
                callers::told);
        sendReady();
    }

    private void sendReady() {
        if (sending.wakeUp()) {
            tellCallers();
        }
    }

    /** Never while this thread is sending: what callers do when they are told may take long, or wait for other appends. */
    private void tellCallers() {
        if (!sending.isAtWork()) {
            callers.tell();
        }
    }

    /** Sends batches as long as there are any and may be more under way. */
    private void sendBatches() {
        Optional<Batch> batch = nextBatch();
        while (batch.isPresent()) {
            send(batch.get());
            batch = nextBatch();
        }
    }

    private Optional<Batch> nextBatch() {
        synchronized (queue) {
            int room = inFlight.room();
            if (room <= 0) {
                watchOverdue();
                return Optional.empty();
            }
            List<QueuedAppend> appends = queue.takeBatch(batchSize, room);
            if (appends.isEmpty()) {
                return Optional.empty();
            }
            Batch batch = new Batch(appends);
            inFlight.add(batch);
            return Optional.of(batch);
        }
    }

    /** Sees to it that those who wait do not wait for a transaction that somebody else holds up. */
    private void watchOverdue() {
        if (queue.size() > 0 && inFlight.canPass()) {
            overdue.set();
        }
    }

    private void passOverdue() {
        synchronized (queue) {
            inFlight.passOverdue();
        }
        sendReady();
    }

    /** Nobody waits for ever for an answer that does not come, nor for those who do. */
    private void failUnanswered() {
        List<Batch> unanswered;
        synchronized (queue) {
            unanswered = inFlight.olderThan(answeredWithin);
            if (!inFlight.isEmpty()) {
                answersDue.set();
            }
        }
        unanswered.forEach(batch -> end(batch, () -> batch.fail(unanswered(batch), callers::told)));
    }

    private EventStoreUnavailableException unanswered(Batch batch) {
        return new EventStoreUnavailableException("Stream " + batch.appends().get(0).streamName()
                + ": expected the database to answer an append within " + answeredWithin
                + ", but it did not; nobody knows whether it was stored.", null);
    }

    private void send(Batch batch) {
        meter.sent();
        try {
            answersDue.set();
            if (batch.size() == 1) {
                sender.alone(batch.requests().get(0)).whenComplete((outcome, failure) -> {
                    if (failure == null) {
                        succeeded(batch, List.of(outcome));
                    } else {
                        end(batch, () -> batch.fail(failure, callers::told));
                    }
                });
            } else {
                sender.together(batch.requests()).whenComplete((outcomes, failure) -> {
                    if (failure == null) {
                        succeeded(batch, outcomes);
                    } else {
                        failed(batch, failure);
                    }
                });
            }
        } catch (RuntimeException | Error e) {
            end(batch, () -> batch.fail(e, callers::told));
        }
    }

    private void succeeded(Batch batch, List<JointOutcome> outcomes) {
        end(batch, () -> batch.answer(outcomes, callers::told));
    }

    /**
     * A batch that the database refused stored nothing: its appends are repeated one by one, so that the fault reaches its
     * owner only. If the answer was lost, nobody knows what was stored, and every caller is told so.
     */
    private void failed(Batch batch, Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (!(cause instanceof EventStoreStorageException || cause instanceof TransactionRolledBackException
                || cause instanceof InlineProjectionException)) {
            end(batch, () -> batch.fail(failure, callers::told));
            return;
        }
        synchronized (queue) {
            if (!inFlight.remove(batch)) {
                return;
            }
            queue.putBack(batch.appends());
        }
        meter.split();
        sendReady();
    }

    /** Those who wait are sent on first, then the callers are told. Not again when an answer comes too late. */
    private void end(Batch batch, Runnable tellCallers) {
        synchronized (queue) {
            if (!inFlight.remove(batch)) {
                return;
            }
            queue.endTurns(batch.appends());
        }
        callers.addAnswer(tellCallers);
        meter.answered(batch.size());
        sendReady();
        tellCallers();
    }
}
