package io.quarkiverse.eventstore.runtime.postgres.pgclient;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.EventStoreUnavailableException;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlRow;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlTransaction;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;

/**
 * A transaction on a connection that was taken from the pool and goes back when the transaction ends.
 */
final class PgClientTransaction extends PgClientRunner implements SqlTransaction {

    private final SqlConnection connection;
    private final Transaction transaction;
    private volatile boolean ended;

    PgClientTransaction(SqlConnection connection, Transaction transaction) {
        super(connection);
        this.connection = connection;
        this.transaction = transaction;
    }

    @Override
    public Uni<Void> script(String sql) {
        return Futures.toUni(() -> connection.query(sql).execute()).replaceWithVoid();
    }

    /** The connection may be somebody else's once the transaction ended: nothing is sent any more. */
    @Override
    public <R> CompletionStage<R> collect(String sql, List<? extends @Nullable Object> parameters, Supplier<R> container,
            BiConsumer<R, SqlRow> add) {
        return ended
                ? CompletableFuture.failedStage(
                        new IllegalStateException("Transaction: expected it to be open, but it is over."))
                : super.collect(sql, parameters, container, add);
    }

    @Override
    public <C> C unwrap(Class<C> connectionType) {
        return Connections.to(connectionType, connection);
    }

    @Override
    public Uni<Void> commit() {
        return Futures.toUni(() -> thenClose(transaction::commit));
    }

    /** A connection that is lost has rolled back already. */
    @Override
    public Uni<Void> rollback() {
        return Futures.toUni(() -> thenClose(transaction::rollback))
                .onFailure(EventStoreUnavailableException.class).recoverWithNull();
    }

    private Future<Void> thenClose(Supplier<Future<Void>> end) {
        ended = true;
        return end.get().transform(result -> connection.close().transform(closed -> result.succeeded()
                ? Future.<Void> succeededFuture()
                : Future.failedFuture(result.cause())));
    }
}
