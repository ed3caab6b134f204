package io.quarkiverse.eventstore.runtime.postgres.jdbc;

import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Typed;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;

import io.agroal.api.AgroalDataSource;
import io.quarkiverse.eventstore.runtime.config.EventStoreBuildTimeConfig;
import io.quarkiverse.eventstore.spi.ThreadTransactions;
import io.quarkus.agroal.DataSource;
import io.smallrye.mutiny.Uni;

/**
 * The JTA transaction of the calling thread, as in {@code @Transactional} and {@code QuarkusTransaction}, on the JDBC
 * datasource of the
 * same name as the event store's.
 */
@Typed(ThreadTransactions.class)
public class JtaTransactions implements ThreadTransactions {

    /** One that is over may still be known to the thread, as to observers of its end. */
    private static final Set<Integer> OVER = Set.of(Status.STATUS_NO_TRANSACTION, Status.STATUS_COMMITTED,
            Status.STATUS_ROLLEDBACK);

    private final Instance<AgroalDataSource> datasource;
    private final TransactionSynchronizationRegistry registry;

    JtaTransactions(@Any Instance<AgroalDataSource> datasources, TransactionSynchronizationRegistry registry,
            EventStoreBuildTimeConfig config) {
        this.datasource = config.postgresql().datasource()
                .map(name -> datasources.select(new DataSource.DataSourceLiteral(name)))
                .orElseGet(() -> datasources.select(Default.Literal.INSTANCE));
        this.registry = registry;
    }

    @Override
    public Optional<AmbientTransaction> current() {
        if (registry.getTransactionKey() == null || OVER.contains(registry.getTransactionStatus())
                || datasource.isUnsatisfied()) {
            return Optional.empty();
        }
        JtaTransaction known = (JtaTransaction) registry.getResource(JtaTransaction.class);
        JtaTransaction transaction = known == null ? begin() : known;
        return Optional.of(new AmbientTransaction(transaction.transaction(), () -> Uni.createFrom().voidItem()));
    }

    private JtaTransaction begin() {
        if (registry.getTransactionStatus() != Status.STATUS_ACTIVE) {
            throw new IllegalStateException("JTA transaction: expected an active one, but its status is "
                    + registry.getTransactionStatus() + " (1: it is marked for rollback).");
        }
        try {
            JtaTransaction transaction = new JtaTransaction(datasource.get().getConnection(), registry);
            registry.putResource(JtaTransaction.class, transaction);
            registry.registerInterposedSynchronization(transaction);
            return transaction;
        } catch (SQLException e) {
            throw JdbcErrors.of(e);
        }
    }
}
