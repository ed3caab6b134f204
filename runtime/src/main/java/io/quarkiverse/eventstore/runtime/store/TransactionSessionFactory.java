package io.quarkiverse.eventstore.runtime.store;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

import io.quarkiverse.eventstore.AppendToStreamResult;
import io.quarkiverse.eventstore.AppendedEvents;
import io.quarkiverse.eventstore.EventStoreSession;
import io.quarkiverse.eventstore.runtime.store.codec.EventCodec;
import io.quarkiverse.eventstore.runtime.store.commit.CommitOrder;
import io.quarkiverse.eventstore.spi.EventStorage;
import io.quarkiverse.eventstore.spi.StorageTransaction;
import io.smallrye.mutiny.Uni;

/**
 * Runs each session in a transaction of the back end that ends in every case, also when the caller cancels.
 */
public final class TransactionSessionFactory {

    private final Supplier<Uni<StorageTransaction>> begin;
    private final EventCodec codec;
    private final int pageSize;
    private final CommitOrder commits;
    private final Function<AppendedEvents, CompletionStage<Void>> afterCommit;
    private final InlineProjections projections;
    private final Supplier<Optional<Executor>> callerContext;

    public TransactionSessionFactory(EventStorage storage, EventCodec codec, int pageSize, CommitOrder commits,
            Function<AppendedEvents, CompletionStage<Void>> afterCommit, InlineProjections projections) {
        this(storage::begin, codec, pageSize, commits, afterCommit, projections, Optional::empty);
    }

    private TransactionSessionFactory(Supplier<Uni<StorageTransaction>> begin, EventCodec codec, int pageSize,
            CommitOrder commits, Function<AppendedEvents, CompletionStage<Void>> afterCommit, InlineProjections projections,
            Supplier<Optional<Executor>> callerContext) {
        this.begin = begin;
        this.codec = codec;
        this.pageSize = pageSize;
        this.commits = commits;
        this.afterCommit = afterCommit;
        this.projections = projections;
        this.callerContext = callerContext;
    }

    /**
     * The same, with transactions that are begun otherwise.
     *
     * @param callers gives what runs tasks in the context of the calling thread's caller, since the transactions are elsewhere
     */
    public TransactionSessionFactory beginningBy(Supplier<Uni<StorageTransaction>> other,
            Supplier<Optional<Executor>> callers) {
        return new TransactionSessionFactory(other, codec, pageSize, commits, afterCommit, projections, callers);
    }

    /** Runs work in a session. */
    public <T> Uni<T> withSession(Function<EventStoreSession, Uni<T>> work) {
        return withTransaction((session, transaction) -> work.apply(session));
    }

    /** Like {@link #withSession}, for work that also needs the session's transaction; it leaves its end to the session. */
    public <T> Uni<T> withTransaction(BiFunction<EventStoreSession, StorageTransaction, Uni<T>> work) {
        return new SessionRun(begin, this::session).of(work);
    }

    /** Appends in a session of its own. */
    Uni<List<AppendToStreamResult>> append(PreparedAppends appends) {
        Uni<List<AppendToStreamResult>> append = new SessionRun(begin, this::session)
                .of((session, transaction) -> session.append(appends));
        return callerContext.get().map(append::emitOn).orElse(append);
    }

    public Uni<TransactionSession> open() {
        return begin.get().map(this::session);
    }

    private TransactionSession session(StorageTransaction transaction) {
        return new TransactionSession(transaction, codec, pageSize, commits, afterCommit,
                new TransactionProjections(projections, transaction));
    }
}
