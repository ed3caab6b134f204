package io.quarkiverse.eventstore.runtime.postgres.pgclient;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.runtime.postgres.JoinedSqlTransaction;
import io.quarkiverse.eventstore.runtime.postgres.SqlRow;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;

/**
 * A transaction that the application, or Hibernate for it, has begun on a connection of the client.
 */
final class PgClientJoinedTransaction extends PgClientRunner implements JoinedSqlTransaction {

    /** Fails, and with it the transaction: the client then refuses to commit. */
    private static final String REFUSE = """
            do $$ begin raise exception 'Event store: a session in this transaction failed, so it cannot be committed.'; end $$
            """;

    private final SqlConnection connection;
    private final Transaction transaction;
    private final CompletableFuture<Boolean> isCommitted = new CompletableFuture<>();

    private PgClientJoinedTransaction(SqlConnection connection, Transaction transaction) {
        super(connection);
        this.connection = connection;
        this.transaction = transaction;
    }

    /** @throws IllegalArgumentException if the object is no connection of the client or has no open transaction */
    static JoinedSqlTransaction of(Object object) {
        SqlConnection connection = Connections.from(object);
        Transaction transaction = connection.transaction();
        if (transaction == null) {
            throw new IllegalArgumentException("Connection: expected one with an open transaction, as in Pool.withTransaction, "
                    + "but it has none.");
        }
        return new PgClientJoinedTransaction(connection, transaction);
    }

    @Override
    public Object identity() {
        return transaction;
    }

    @Override
    public CompletionStage<Boolean> isCommitted() {
        transaction.completion().onComplete(result -> isCommitted.complete(result.succeeded()));
        return isCommitted;
    }

    /** The connection may be somebody else's once the transaction ended: nothing is sent any more. */
    @Override
    public <R> CompletionStage<R> collect(String sql, List<? extends @Nullable Object> parameters, Supplier<R> container,
            BiConsumer<R, SqlRow> add) {
        return isCommitted.isDone()
                ? CompletableFuture.failedStage(
                        new IllegalStateException("Transaction: expected it to be open, but it is over."))
                : super.collect(sql, parameters, container, add);
    }

    @Override
    public Uni<Void> script(String sql) {
        return Futures.toUni(() -> connection.query(sql).execute()).replaceWithVoid();
    }

    @Override
    public <C> C unwrap(Class<C> connectionType) {
        return Connections.to(connectionType, connection);
    }

    @Override
    public Uni<Void> commit() {
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<Void> rollback() {
        return script(REFUSE).onFailure().recoverWithNull();
    }
}
