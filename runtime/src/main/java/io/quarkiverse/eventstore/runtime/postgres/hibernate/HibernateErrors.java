package io.quarkiverse.eventstore.runtime.postgres.hibernate;

import jakarta.persistence.PersistenceException;

import io.quarkiverse.eventstore.EventStoreException;
import io.quarkiverse.eventstore.EventStoreStorageException;
import io.quarkiverse.eventstore.EventStoreUnavailableException;
import io.quarkiverse.eventstore.TransactionRolledBackException;
import io.quarkiverse.eventstore.runtime.postgres.pgclient.PgClientErrors;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlErrors;

/**
 * Gives what fails in Hibernate Reactive its place in the store's family of exceptions.
 */
final class HibernateErrors {

    private HibernateErrors() {
    }

    /**
     * What PostgreSQL answered is known, and what Hibernate itself refuses was not stored; whatever else failed, its answer is
     * missing.
     */
    static EventStoreException translate(Throwable failure) {
        return failure instanceof EventStoreException known ? known
                : PgClientErrors.among(failure).orElseGet(() -> ofHibernate(failure));
    }

    /** Leaves as it is what says something about entities; translates what ends the transaction, whatever is in it. */
    static Throwable ofFlush(Throwable failure) {
        return PgClientErrors.among(failure).<Throwable> map(known -> known)
                .filter(known -> known instanceof EventStoreUnavailableException
                        || known instanceof TransactionRolledBackException)
                .orElse(failure);
    }

    private static EventStoreException ofHibernate(Throwable failure) {
        return failure instanceof PersistenceException
                ? new EventStoreStorageException(
                        "Hibernate Reactive: expected the transaction to be committed, but it was rolled "
                                + "back: " + failure.getMessage(),
                        failure)
                : SqlErrors.connectionLost(String.valueOf(failure.getMessage()), failure);
    }
}
