package io.quarkiverse.eventstore.runtime.postgres.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;

import org.jboss.logging.Logger;

/**
 * A transaction of the calling thread, with the one connection that the event store has in it.
 */
final class JtaTransaction implements Synchronization {

    private static final Logger LOG = Logger.getLogger(JtaTransaction.class);

    private final Connection connection;
    private final TransactionSynchronizationRegistry registry;
    private final Object key;
    private final CompletableFuture<Boolean> isCommitted = new CompletableFuture<>();

    JtaTransaction(Connection connection, TransactionSynchronizationRegistry registry) {
        this.connection = connection;
        this.registry = registry;
        this.key = registry.getTransactionKey();
    }

    JdbcTransaction transaction() {
        return new JdbcTransaction(connection, this);
    }

    /** Completes when it has ended. */
    CompletionStage<Boolean> isCommitted() {
        return isCommitted.copy();
    }

    /** Sees to it that it cannot be committed; one that is over is left alone. */
    void doom() {
        if (isCurrent()) {
            registry.setRollbackOnly();
        }
    }

    /** @throws IllegalStateException if it is over, or not that of the calling thread */
    void requireOpen() {
        if (!isCurrent()) {
            throw new IllegalStateException(
                    "Transaction: expected the JTA transaction that the event store was first called in, "
                            + "but it is over, or that of another thread.");
        }
    }

    private boolean isCurrent() {
        return !isCommitted.isDone() && key.equals(registry.getTransactionKey());
    }

    /** Agroal keeps the connection itself until the transaction has ended, and warns of those that are open then. */
    @Override
    public void beforeCompletion() {
        close();
    }

    @Override
    public void afterCompletion(int status) {
        close();
        isCommitted.complete(status == Status.STATUS_COMMITTED);
    }

    private void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("The connection of a transaction that has ended could not be closed.", e);
        }
    }
}
