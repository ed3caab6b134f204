package io.quarkiverse.eventstore.runtime.postgres.pgclient;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.util.TypeLiteral;

import io.quarkiverse.eventstore.runtime.postgres.sql.SqlDatabase;
import io.quarkus.arc.ActiveResult;
import io.quarkus.arc.InjectableInstance;
import io.quarkus.arc.SyntheticCreationalContext;
import io.quarkus.datasource.common.runtime.DataSourceUtil;
import io.quarkus.reactive.datasource.runtime.ReactiveDataSourceUtil;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;

/**
 * Finds the pool of a reactive datasource.
 */
public final class PgClientPools {

    private static final TypeLiteral<Instance<Pool>> POOLS = new TypeLiteral<>() {
        private static final long serialVersionUID = 1L;
    };

    private static final int LEAST_TO_SPARE_ONE = 4;

    private PgClientPools() {
    }

    /**
     * @param maxSize how many connections the pool has at most; one of too few is not kept to hear notifications
     * @throws ConfigurationException if the datasource has no URL or was switched off
     */
    public static SqlDatabase database(SyntheticCreationalContext<?> context, String datasourceName, int maxSize) {
        InjectableInstance<Pool> pools = (InjectableInstance<Pool>) context.getInjectedReference(POOLS,
                ReactiveDataSourceUtil.qualifier(datasourceName));
        ActiveResult active = pools.getHandle().getBean().checkActive();
        if (!active.value()) {
            throw new ConfigurationException("Event store: expected a PostgreSQL datasource that is active, but it is not: set "
                    + DataSourceUtil.dataSourcePropertyKey(datasourceName, "reactive.url")
                    + ", or quarkus.event-store.backend=in-memory for tests. " + active.inactiveReason());
        }
        return new PgClientDatabase(pools.get(), context.getInjectedReference(Vertx.class), maxSize >= LEAST_TO_SPARE_ONE);
    }
}
