package io.quarkiverse.eventstore.runtime.postgres.pgclient;

import io.quarkiverse.eventstore.runtime.postgres.SqlTransaction;
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

    PgClientTransaction(SqlConnection connection, Transaction transaction) {
        super(connection);
        this.connection = connection;
        this.transaction = transaction;
    }

    @Override
    public Uni<Void> script(String sql) {
        return Futures.toUni(() -> connection.query(sql).execute()).replaceWithVoid();
    }

    @Override
    public Uni<Void> commit() {
        return Futures.toUni(() -> thenClose(transaction.commit()));
    }

    @Override
    public Uni<Void> rollback() {
        return Futures.toUni(() -> thenClose(transaction.rollback()));
    }

    private Future<Void> thenClose(Future<Void> ended) {
        return ended.transform(result -> connection.close().transform(closed -> result.succeeded()
                ? Future.<Void> succeededFuture()
                : Future.failedFuture(result.cause())));
    }
}
