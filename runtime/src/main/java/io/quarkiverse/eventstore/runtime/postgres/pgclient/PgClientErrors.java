package io.quarkiverse.eventstore.runtime.postgres.pgclient;

import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;

import io.quarkiverse.eventstore.EventStoreException;
import io.quarkiverse.eventstore.EventStoreStorageException;
import io.quarkiverse.eventstore.runtime.postgres.SqlErrors;
import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import io.vertx.sqlclient.TransactionRollbackException;

/**
 * Gives the client's errors their place in the store's family of exceptions.
 */
final class PgClientErrors {

    private PgClientErrors() {
    }

    static Throwable translate(Throwable failure) {
        if (failure instanceof CompletionException && failure.getCause() != null) {
            return translate(failure.getCause());
        }
        if (failure instanceof EventStoreException) {
            return failure;
        }
        if (failure instanceof PgException refused) {
            return SqlErrors.ofState(refused.getSqlState(), String.valueOf(refused.getErrorMessage()), refused);
        }
        if (failure instanceof TransactionRollbackException) {
            return new EventStoreStorageException("PostgreSQL: expected the transaction to commit, but an earlier statement in "
                    + "it had failed, so that it was rolled back.", failure);
        }
        if (isConnectionProblem(failure)) {
            return SqlErrors.connectionLost(describe(failure), failure);
        }
        return new EventStoreStorageException("PostgreSQL: expected the operation to succeed, but it failed: "
                + describe(failure), failure);
    }

    /**
     * The client has no common type for this: closed channels, refused connections, and the pool's own time-out and closing.
     */
    private static boolean isConnectionProblem(Throwable failure) {
        return failure instanceof ClosedConnectionException || failure instanceof IOException
                || failure instanceof TimeoutException || failure instanceof NoStackTraceThrowable
                || failure instanceof VertxException || failure instanceof IllegalStateException;
    }

    private static String describe(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
