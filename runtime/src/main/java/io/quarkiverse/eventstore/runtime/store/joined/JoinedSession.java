package io.quarkiverse.eventstore.runtime.store.joined;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.AppendedEvents;
import io.quarkiverse.eventstore.EventStoreSession;
import io.quarkiverse.eventstore.runtime.store.HoldingProjections;
import io.quarkiverse.eventstore.runtime.store.RefusedLog;
import io.quarkiverse.eventstore.runtime.store.SessionRun;
import io.quarkiverse.eventstore.runtime.store.StorageEventStore;
import io.quarkiverse.eventstore.runtime.store.TransactionProjections;
import io.quarkiverse.eventstore.runtime.store.TransactionSession;
import io.quarkiverse.eventstore.runtime.store.codec.EventCodec;
import io.quarkiverse.eventstore.runtime.store.commit.CommitOrder;
import io.quarkiverse.eventstore.spi.EventLog;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Takes part in one transaction of somebody else. What follows a commit waits for his.
 */
public final class JoinedSession {

    private static final Logger LOG = Logger.getLogger(JoinedSession.class);

    private static final EventLog NO_LOG = new RefusedLog(
            "Event store: expected readAll outside of transactions, but it was called "
                    + "in one that it takes part in, whose end it would wait for. Call it before or after.");

    private final FlushingTransaction transaction;
    private final EventCodec codec;
    private final int pageSize;
    private final CommitOrder commits;
    private final Function<AppendedEvents, CompletionStage<Void>> afterCommit;
    private final Executor hookThreads;
    private final StorageEventStore store;
    private final TransactionProjections projections;

    private final List<Appended> appended = new ArrayList<>();
    private @Nullable Boolean isCommitted;

    private record Appended(AppendedEvents events, CommitOrder.Turn turn) {
    }

    /** @param hookThreads where what follows a commit is called, with nothing of the owner's context */
    JoinedSession(FlushingTransaction transaction, EventCodec codec, int pageSize, CommitOrder commits,
            Function<AppendedEvents, CompletionStage<Void>> afterCommit, Executor hookThreads,
            TransactionProjections projections) {
        this.transaction = transaction;
        this.codec = codec;
        this.pageSize = pageSize;
        this.commits = commits;
        this.afterCommit = afterCommit;
        this.hookThreads = hookThreads;
        this.projections = projections;
        this.store = StorageEventStore.within(new HoldingProjections(transaction, projections, this::giveUp), NO_LOG, codec,
                pageSize, this::note, this::project);
    }

    /** From now on this is how the owner sends what he keeps back. */
    void flushBy(Supplier<Uni<Void>> flush) {
        transaction.flushBy(flush);
    }

    /** For single calls: one that fails leaves the transaction as it is. */
    StorageEventStore store() {
        return store;
    }

    /** For work that ends the session itself; its end does not end the transaction. */
    public TransactionSession open() {
        return new TransactionSession(transaction, codec, pageSize, new CommitOrder(), this::remember, projections);
    }

    /** For work that is committed as a whole or not at all: when it fails, the owner cannot commit any more. */
    <T> Uni<T> withSession(Function<EventStoreSession, Uni<T>> work) {
        return new SessionRun(() -> Uni.createFrom().item(transaction), same -> open())
                .of((session, same) -> work.apply(session));
    }

    /** The owner has ended the transaction. */
    void end(boolean committed) {
        List<Appended> all;
        synchronized (this) {
            isCommitted = committed;
            all = List.copyOf(appended);
            appended.clear();
        }
        follow(all, committed);
    }

    /** Projections that fail leave half an append behind: the owner cannot commit it any more. */
    private CompletionStage<Void> project(AppendedEvents events) {
        return projections.concern(events)
                ? withSession(session -> projections.project(events, session)).subscribeAsCompletionStage()
                : CompletableFuture.completedStage(null);
    }

    /** The owner may commit between an append that nobody waits for any more and what its projections do. */
    private void giveUp() {
        LOG.warn(
                "An append was cancelled before its inline projections had ended: the transaction that it is part of is rolled "
                        + "back.");
        transaction.doom();
    }

    private CompletionStage<Void> remember(AppendedEvents events) {
        note(events);
        return CompletableFuture.completedStage(null);
    }

    private void note(AppendedEvents events) {
        Appended each = new Appended(events, commits.begin(events.streamName()));
        Boolean committed;
        synchronized (this) {
            committed = isCommitted;
            if (committed == null) {
                appended.add(each);
            }
        }
        if (committed != null) {
            follow(List.of(each), committed);
        }
    }

    /** Nobody waits for hooks: the owner is told at the same time. */
    private void follow(List<Appended> all, boolean committed) {
        all.forEach(each -> each.turn().end(committed ? each.events().events() : List.of()));
        if (committed && !all.isEmpty()) {
            try {
                hookThreads.execute(() -> runHooks(all));
            } catch (RejectedExecutionException e) {
                LOG.warnf("What follows a commit is not called for stream %s and perhaps others, since the application stops; "
                        + "their events are stored.", all.get(0).events().streamName());
            }
        }
    }

    private void runHooks(List<Appended> all) {
        Multi.createFrom().iterable(all)
                .onItem().transformToUniAndConcatenate(each -> runHooks(each.events()))
                .subscribe().with(done -> {
                });
    }

    private Uni<Void> runHooks(AppendedEvents committed) {
        return Uni.createFrom().completionStage(() -> afterCommit.apply(committed))
                .onFailure().invoke(failure -> LOG.errorf(failure, "What follows a commit failed for stream %s; its events are "
                        + "stored.", committed.streamName()))
                .onFailure().recoverWithNull();
    }
}
