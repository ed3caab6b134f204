package io.quarkiverse.eventstore.runtime.postgres.pgclient;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.runtime.postgres.sql.JoinedSqlTransaction;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlRow;
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
        CompletableFuture<Boolean> isCommitted = new CompletableFuture<>();
        transaction.completion().onComplete(result -> isCommitted.complete(result.succeeded()));
        return isCommitted;
    }

    @Override
    public <R> CompletionStage<R> collect(String sql, List<? extends @Nullable Object> parameters, Supplier<R> container,
            BiConsumer<R, SqlRow> add) {
        return isOpen() ? super.collect(sql, parameters, container, add) : CompletableFuture.failedStage(over());
    }

    @Override
    public Uni<Void> script(String sql) {
        return Uni.createFrom().deferred(() -> isOpen()
                ? Futures.toUni(() -> connection.query(sql).execute()).replaceWithVoid()
                : Uni.createFrom().failure(over()));
    }

    /**
     * Asked before each statement: as soon as its owner ends the transaction, one would be in none, or in that of somebody else
     * who has the connection by now.
     */
    private boolean isOpen() {
        return connection.transaction() == transaction;
    }

    private static IllegalStateException over() {
        return new IllegalStateException("Transaction: expected it to be open, but it is over.");
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
    public void doom() {
        rollback().subscribe().with(refused -> {
        });
    }

    /** If it is over already, its owner has decided. */
    @Override
    public Uni<Void> rollback() {
        return script(REFUSE).onFailure().recoverWithNull();
    }
}
