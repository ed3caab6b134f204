package io.quarkiverse.eventstore.runtime.postgres.pgclient;

import java.io.IOException;
import java.util.Optional;

import io.quarkiverse.eventstore.EventStoreException;
import io.quarkiverse.eventstore.EventStoreStorageException;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlErrors;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.TransactionRollbackException;

/**
 * Gives the client's errors their place in the store's family of exceptions.
 */
public final class PgClientErrors {

    private PgClientErrors() {
    }

    /** What PostgreSQL answered with an SQLSTATE is known; whatever else failed, its answer is missing. */
    static EventStoreException translate(Throwable failure) {
        if (failure instanceof EventStoreException known) {
            return known;
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

    /** What the client says of the database, wherever it stands among the causes; empty if it says nothing. */
    public static Optional<EventStoreException> among(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PgException || cause instanceof VertxException || cause instanceof IOException) {
                return Optional.of(translate(cause));
            }
        }
        return Optional.empty();
    }

    private static String describe(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
