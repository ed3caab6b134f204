package io.quarkiverse.eventstore.runtime;

import java.lang.annotation.Annotation;
import java.util.function.Function;

import io.quarkiverse.eventstore.runtime.config.EventStoreConfig;
import io.quarkiverse.eventstore.runtime.postgres.PostgresEventStorage;
import io.quarkiverse.eventstore.runtime.postgres.SchemaName;
import io.quarkiverse.eventstore.runtime.postgres.SchemaSetup;
import io.quarkiverse.eventstore.runtime.postgres.SqlDatabase;
import io.quarkiverse.eventstore.runtime.postgres.pgclient.PgClientPools;
import io.quarkiverse.eventstore.spi.EventStorage;
import io.quarkus.arc.SyntheticCreationalContext;
import io.quarkus.runtime.RuntimeValue;
import io.quarkus.runtime.annotations.Recorder;

/** Makes the PostgreSQL back end on the pool of a reactive datasource. */
@Recorder
public class PostgresRecorder {

    private final RuntimeValue<EventStoreConfig> config;

    public PostgresRecorder(RuntimeValue<EventStoreConfig> config) {
        this.config = config;
    }

    public Function<SyntheticCreationalContext<SqlDatabase>, SqlDatabase> database(String datasourceName,
            Annotation qualifier) {
        return context -> PgClientPools.database(context, datasourceName, qualifier);
    }

    public Function<SyntheticCreationalContext<EventStorage>, EventStorage> storage() {
        return context -> new PostgresEventStorage(context.getInjectedReference(SqlDatabase.class), schema());
    }

    public Function<SyntheticCreationalContext<SchemaSetup>, SchemaSetup> schemaSetup() {
        return context -> new SchemaSetup(context.getInjectedReference(SqlDatabase.class), schema(),
                config.getValue().postgresql().schemaManagement());
    }

    private SchemaName schema() {
        return new SchemaName(config.getValue().postgresql().schema());
    }
}
