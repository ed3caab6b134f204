package io.quarkiverse.eventstore.runtime.postgres.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Typed;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;

import io.agroal.api.AgroalDataSource;
import io.quarkiverse.eventstore.runtime.config.EventStoreBuildTimeConfig;
import io.quarkiverse.eventstore.spi.ThreadTransactions;
import io.quarkus.agroal.DataSource;
import io.smallrye.mutiny.Uni;

/**
 * The JTA transaction of the calling thread, as in {@code @Transactional} and {@code QuarkusTransaction}, on the JDBC
 * datasource of the same name as the event store's.
 */
@Typed(ThreadTransactions.class)
public class JtaTransactions implements ThreadTransactions {

    /**
     * One that is committed may still be known to the thread, as to observers of its end. One that was rolled back is not
     * over for its owner, who may not know of it yet: it may have taken too long.
     */
    private static final Set<Integer> OVER = Set.of(Status.STATUS_NO_TRANSACTION, Status.STATUS_COMMITTED);

    private final String datasourceName;
    private final Instance<AgroalDataSource> datasource;
    private final TransactionSynchronizationRegistry registry;
    private final TransactionManager manager;
    private final KeptOnThread kept;

    JtaTransactions(@Any Instance<AgroalDataSource> datasources, TransactionSynchronizationRegistry registry,
            TransactionManager manager, EventStoreBuildTimeConfig config) {
        this.datasourceName = config.postgresql().datasource().orElse("<default>");
        this.datasource = config.postgresql().datasource()
                .map(name -> datasources.select(new DataSource.DataSourceLiteral(name)))
                .orElseGet(() -> datasources.select(Default.Literal.INSTANCE));
        this.registry = registry;
        this.manager = manager;
        this.kept = new KeptOnThread(registry);
    }

    @Override
    public Optional<AmbientTransaction> current() {
        if (registry.getTransactionKey() == null || OVER.contains(registry.getTransactionStatus())) {
            return Optional.empty();
        }
        requireDatasource();
        JtaTransaction known = (JtaTransaction) registry.getResource(JtaTransaction.class);
        JtaTransaction transaction = known == null ? begin() : known;
        return Optional.of(new AmbientTransaction(transaction.joined(), () -> Uni.createFrom().voidItem()));
    }

    @Override
    public <T> T keep(Supplier<T> work) {
        return kept.keep(work);
    }

    @Override
    public void giveUp() {
        if (registry.getTransactionKey() != null
                && registry.getResource(JtaTransaction.class) instanceof JtaTransaction transaction) {
            transaction.doom();
        }
    }

    private void requireDatasource() {
        if (datasource.isUnsatisfied()) {
            throw new IllegalStateException("JTA transaction: expected a JDBC datasource of the name of the event store's "
                    + "reactive one, " + datasourceName
                    + ", but there is none, so events would be committed whatever becomes of the "
                    + "transaction: name them alike, or set quarkus.event-store.jdbc.enabled=false.");
        }
    }

    private void requireActive() {
        if (registry.getTransactionStatus() != Status.STATUS_ACTIVE) {
            throw new IllegalStateException("JTA transaction: expected an active one, but its status is "
                    + registry.getTransactionStatus()
                    + " (1: marked for rollback, 4: rolled back, perhaps since it took too long; an observer of its failure is "
                    + "still called in it: append on another thread).");
        }
    }

    private void requireEnlisted() throws SQLException {
        try (Connection connection = datasource.get().getConnection()) {
            if (connection.getAutoCommit()) {
                throw new IllegalStateException(
                        "JDBC datasource of the event store: expected its connections to take part in JTA "
                                + "transactions, but they commit each statement: remove quarkus.datasource.jdbc.transactions=disabled, or "
                                + "set quarkus.event-store.jdbc.enabled=false.");
            }
        }
    }

    private JtaTransaction begin() {
        requireActive();
        try {
            requireEnlisted();
            JtaTransaction transaction = new JtaTransaction(datasource.get(), registry, manager.getTransaction());
            registry.putResource(JtaTransaction.class, transaction);
            registry.registerInterposedSynchronization(transaction);
            return transaction;
        } catch (SystemException e) {
            throw new IllegalStateException("JTA transaction: expected that of the calling thread, but it cannot be had.", e);
        } catch (SQLException e) {
            throw JdbcErrors.of(e);
        }
    }
}
