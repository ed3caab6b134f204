package io.quarkiverse.eventstore.runtime.postgres.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import javax.sql.DataSource;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionSynchronizationRegistry;

import org.jboss.logging.Logger;

/**
 * A transaction of the calling thread, in which the datasource gives the same connection again and again.
 */
final class JtaTransaction implements Synchronization {

    private static final Logger LOG = Logger.getLogger(JtaTransaction.class);

    private final DataSource datasource;
    private final TransactionSynchronizationRegistry registry;
    private final Transaction transaction;
    private final Object key;
    private final CompletableFuture<Boolean> isCommitted = new CompletableFuture<>();
    private volatile Thread thread = Thread.currentThread();

    JtaTransaction(DataSource datasource, TransactionSynchronizationRegistry registry, Transaction transaction) {
        this.datasource = datasource;
        this.registry = registry;
        this.transaction = transaction;
        this.key = registry.getTransactionKey();
    }

    /** For calls of the event store from the calling thread: the owner ends it from there without waiting for others. */
    JdbcTransaction joined() {
        thread = Thread.currentThread();
        return new JdbcTransaction(this);
    }

    /**
     * The connection; whoever asks closes it, which leaves the transaction as it is.
     *
     * @throws IllegalStateException if the transaction is over, or this is not the thread that called the event store
     */
    Connection connection() throws SQLException {
        if (Thread.currentThread() != thread) {
            throw new IllegalStateException("JTA transaction: expected everything in it to be done on the thread "
                    + thread.getName()
                    + ", which called the event store, but it is done on " + Thread.currentThread().getName()
                    + ": an inline projection or a session that waits for a reactive client goes on on a thread of that client.");
        }
        if (isCommitted.isDone() || !key.equals(registry.getTransactionKey())
                || registry.getTransactionStatus() == Status.STATUS_ROLLEDBACK) {
            throw new IllegalStateException(
                    "Transaction: expected the JTA transaction that the event store was first called in, "
                            + "but it is over, or that of another thread.");
        }
        Connection connection = datasource.getConnection();
        requireEnlisted(connection);
        return connection;
    }

    /** One that ended a moment ago, on another thread, has no connection any more: this one would commit each statement. */
    private static void requireEnlisted(Connection connection) throws SQLException {
        if (connection.getAutoCommit()) {
            connection.close();
            throw new IllegalStateException(
                    "Transaction: expected the JTA transaction that the event store was called in, but it "
                            + "is over.");
        }
    }

    /** Completes when it has ended. */
    CompletionStage<Boolean> isCommitted() {
        return isCommitted.copy();
    }

    /** Sees to it that it cannot be committed, whatever thread asks for it; one that is over is left alone. */
    void doom() {
        try {
            transaction.setRollbackOnly();
        } catch (IllegalStateException | SystemException over) {
            LOG.debug("A transaction that cannot be marked for rollback is over.", over);
        }
    }

    @Override
    public void beforeCompletion() {
    }

    @Override
    public void afterCompletion(int status) {
        isCommitted.complete(status == Status.STATUS_COMMITTED);
    }
}
