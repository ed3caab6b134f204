package io.quarkiverse.eventstore.bench.contender;

import java.sql.Connection;
import java.sql.SQLException;

import javax.sql.DataSource;

import org.axonframework.common.jdbc.ConnectionWrapperFactory;
import org.axonframework.common.jdbc.ConnectionWrapperFactory.NoOpCloseHandler;
import org.axonframework.common.transaction.Transaction;
import org.axonframework.common.transaction.TransactionManager;
import org.jspecify.annotations.Nullable;

/**
 * Transactions for Axon, one per thread, on the connection that they begin with: what Spring's would do.
 */
final class ThreadTransactions implements TransactionManager {

    private final DataSource dataSource;
    private final ThreadLocal<@Nullable Connection> current = new ThreadLocal<>();

    ThreadTransactions(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * The connection of the thread's transaction, which Axon may close without effect; outside of one a connection of its own.
     */
    Connection connection() throws SQLException {
        Connection connection = current.get();
        return connection == null ? dataSource.getConnection()
                : ConnectionWrapperFactory.wrap(connection, new NoOpCloseHandler());
    }

    @Override
    public Transaction startTransaction() {
        if (current.get() != null) {
            return new Joined();
        }
        try {
            Connection connection = dataSource.getConnection();
            connection.setAutoCommit(false);
            current.set(connection);
            return new Own(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface End {
        void run() throws SQLException;
    }

    private final class Own implements Transaction {

        private final Connection connection;

        Own(Connection connection) {
            this.connection = connection;
        }

        @Override
        public void commit() {
            end(connection::commit);
        }

        @Override
        public void rollback() {
            end(connection::rollback);
        }

        private void end(End end) {
            current.remove();
            try (connection) {
                end.run();
                connection.setAutoCommit(true);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Part of an outer transaction, which decides. */
    private static final class Joined implements Transaction {

        @Override
        public void commit() {
            // The outer transaction commits.
        }

        @Override
        public void rollback() {
            // The exception that led here rolls the outer transaction back.
        }
    }
}
