package io.quarkiverse.eventstore.runtime.store;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;

import io.quarkiverse.eventstore.AppendedEvents;
import io.quarkiverse.eventstore.EventStoreSession;
import io.quarkiverse.eventstore.EventStoreSessionFactory;
import io.quarkiverse.eventstore.spi.EventStorage;
import io.quarkiverse.eventstore.spi.StorageTransaction;
import io.smallrye.mutiny.Uni;

/**
 * Runs each session in a transaction of the back end that ends in every case, also when the caller cancels.
 */
public final class TransactionSessionFactory implements EventStoreSessionFactory {

    private final EventStorage storage;
    private final EventCodec codec;
    private final int pageSize;
    private final CommitOrder commits;
    private final Function<AppendedEvents, Uni<Void>> afterCommit;

    public TransactionSessionFactory(EventStorage storage, EventCodec codec, int pageSize, CommitOrder commits,
            Function<AppendedEvents, Uni<Void>> afterCommit) {
        this.storage = storage;
        this.codec = codec;
        this.pageSize = pageSize;
        this.commits = commits;
        this.afterCommit = afterCommit;
    }

    @Override
    public <T> Uni<T> withSession(Function<EventStoreSession, Uni<T>> work) {
        return withTransaction((session, transaction) -> work.apply(session));
    }

    /** Like {@link #withSession}, for work that also needs the session's transaction; it leaves its end to the session. */
    public <T> Uni<T> withTransaction(BiFunction<EventStoreSession, StorageTransaction, Uni<T>> work) {
        return Uni.createFrom().deferred(() -> {
            CompletableFuture<T> cancelled = new CompletableFuture<>();
            // Runs to its end whatever the subscriber does; a cancellation fails the work, which rolls the session back.
            return storage.begin().flatMap(transaction -> run(session(transaction),
                    session -> work.apply(session, transaction), cancelled))
                    .memoize().indefinitely()
                    .onCancellation().invoke(() -> cancelled.completeExceptionally(new CancellationException(
                            "The session was cancelled.")));
        });
    }

    Uni<TransactionSession> open() {
        return storage.begin().map(this::session);
    }

    private TransactionSession session(StorageTransaction transaction) {
        return new TransactionSession(transaction, codec, pageSize, commits, afterCommit);
    }

    private static <T> Uni<T> run(TransactionSession session, Function<EventStoreSession, Uni<T>> work,
            CompletableFuture<T> cancelled) {
        Uni<T> worked = Uni.createFrom().deferred(() -> work.apply(session));
        Uni<T> stopped = Uni.createFrom().completionStage(() -> cancelled.copy());
        return Uni.join().first(worked, stopped).toTerminate()
                .onItemOrFailure().transformToUni((result, failure) -> session.end(failure).replaceWith(result));
    }
}
