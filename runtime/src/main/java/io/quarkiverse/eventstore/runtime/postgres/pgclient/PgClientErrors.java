package io.quarkiverse.eventstore.runtime.postgres.pgclient;

import io.quarkiverse.eventstore.EventStoreException;
import io.quarkiverse.eventstore.EventStoreStorageException;
import io.quarkiverse.eventstore.runtime.postgres.SqlErrors;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.TransactionRollbackException;

/**
 * Gives the client's errors their place in the store's family of exceptions.
 */
final class PgClientErrors {

    private PgClientErrors() {
    }

    /** What PostgreSQL answered with an SQLSTATE is known; whatever else failed, its answer is missing. */
    static Throwable translate(Throwable failure) {
        if (failure instanceof EventStoreException) {
            return failure;
        }
        if (failure instanceof PgException refused) {
            return SqlErrors.ofState(refused.getSeverity(), refused.getSqlState(), String.valueOf(refused.getErrorMessage()),
                    refused);
        }
        if (failure instanceof TransactionRollbackException) {
            return new EventStoreStorageException("PostgreSQL: expected the transaction to commit, but an earlier statement in "
                    + "it had failed, so that it was rolled back.", failure);
        }
        return SqlErrors.connectionLost(describe(failure), failure);
    }

    private static String describe(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
