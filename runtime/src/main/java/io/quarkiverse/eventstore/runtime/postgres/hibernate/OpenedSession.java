package io.quarkiverse.eventstore.runtime.postgres.hibernate;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.reactive.mutiny.impl.MutinySessionImpl;
import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.EventStoreStorageException;
import io.quarkiverse.eventstore.spi.AmbientTransactions.AmbientTransaction;
import io.quarkiverse.eventstore.spi.AmbientTransactions.OpenedTransaction;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;

/**
 * A session of Hibernate Reactive whose transaction goes on until the event store ends it.
 */
final class OpenedSession {

    private final Mutiny.SessionFactory factory;
    private final SqlConnections connections;
    private final Executor context;

    /** What becomes of the transaction when it completes: the commit, or the rollback if it fails. */
    private final CompletableFuture<@Nullable Void> work = new CompletableFuture<>();
    private final CompletableFuture<@Nullable Void> end = new CompletableFuture<>();

    /** @param context where everything of the session happens */
    OpenedSession(Mutiny.SessionFactory factory, SqlConnections connections, Executor context) {
        this.factory = factory;
        this.connections = connections;
        this.context = context;
    }

    /** @param caller is told when the transaction is open, in the session's context */
    void begin(UniEmitter<? super OpenedTransaction> caller) {
        context.execute(() -> factory.withTransaction((session, transaction) -> {
            caller.complete(new OpenedTransaction(
                    new AmbientTransaction(connections.of(((MutinySessionImpl) session).getReactiveConnection()),
                            () -> session.flush().onFailure().transform(HibernateErrors::ofFlush)),
                    this::commit, this::rollback));
            return Uni.createFrom().completionStage(work).invoke(() -> requireUnmarked(transaction));
        }).subscribe().with(done -> end.complete(null), failure -> {
            end.completeExceptionally(failure);
            caller.fail(HibernateErrors.translate(failure));
        }));
    }

    /** Hibernate would roll back and say that all went well. */
    private static void requireUnmarked(Mutiny.Transaction transaction) {
        if (transaction.isMarkedForRollback()) {
            throw new EventStoreStorageException("Hibernate Reactive: expected the transaction to be committed, but something "
                    + "in it has marked it for rollback; nothing was stored.", new RollbackException());
        }
    }

    private Uni<Void> commit() {
        return Uni.createFrom().<Void> completionStage(() -> {
            context.execute(() -> work.complete(null));
            return end;
        }).onFailure().transform(HibernateErrors::translate);
    }

    private Uni<Void> rollback() {
        return Uni.createFrom().<Void> completionStage(() -> {
            context.execute(() -> work.completeExceptionally(new RollbackException()));
            return end;
        }).onFailure().recoverWithNull();
    }

    /** Has Hibernate roll back, or says that it does. */
    private static final class RollbackException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        RollbackException() {
            super("Rolled back.", null, false, false);
        }
    }
}
