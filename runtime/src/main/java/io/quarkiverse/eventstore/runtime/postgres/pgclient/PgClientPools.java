package io.quarkiverse.eventstore.runtime.postgres.pgclient;

import java.lang.annotation.Annotation;

import io.quarkiverse.eventstore.runtime.postgres.SqlDatabase;
import io.quarkus.arc.InactiveBeanException;
import io.quarkus.arc.SyntheticCreationalContext;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.sqlclient.Pool;

/**
 * Finds the pool of a reactive datasource.
 */
public final class PgClientPools {

    private PgClientPools() {
    }

    /** @throws ConfigurationException if the datasource has no URL or was switched off */
    public static SqlDatabase database(SyntheticCreationalContext<?> context, String datasourceName, Annotation qualifier) {
        try {
            Pool pool = context.getInjectedReference(Pool.class, qualifier);
            // The reference is a proxy: the first call makes the pool, and tells whether there can be one.
            pool.size();
            return new PgClientDatabase(pool);
        } catch (InactiveBeanException e) {
            throw new ConfigurationException("Event store: expected the reactive datasource " + datasourceName
                    + " to be configured, but it is not: set quarkus.datasource" + (datasourceName.equals("<default>") ? ""
                            : "." + datasourceName)
                    + ".reactive.url, or quarkus.event-store.backend=in-memory for tests.", e);
        }
    }
}
