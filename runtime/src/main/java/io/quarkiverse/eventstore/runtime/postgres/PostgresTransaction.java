package io.quarkiverse.eventstore.runtime.postgres;

import io.quarkiverse.eventstore.spi.StorageTransaction;
import io.smallrye.mutiny.Uni;

/**
 * An open transaction in PostgreSQL.
 */
final class PostgresTransaction extends PostgresOperations implements StorageTransaction {

    private final SqlTransaction transaction;

    PostgresTransaction(SqlTransaction transaction, SqlTexts texts) {
        super(transaction, texts);
        this.transaction = transaction;
    }

    @Override
    public Uni<Void> commit() {
        return transaction.commit();
    }

    @Override
    public Uni<Void> rollback() {
        return transaction.rollback();
    }
}
