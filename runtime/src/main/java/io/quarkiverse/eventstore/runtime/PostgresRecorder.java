package io.quarkiverse.eventstore.runtime;

import java.util.function.Function;

import io.quarkiverse.eventstore.runtime.config.EventStoreConfig;
import io.quarkiverse.eventstore.runtime.postgres.PostgresEventStorage;
import io.quarkiverse.eventstore.runtime.postgres.SchemaName;
import io.quarkiverse.eventstore.runtime.postgres.SchemaSetup;
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

    public Function<SyntheticCreationalContext<EventStorage>, EventStorage> storage(String datasourceName) {
        return context -> new PostgresEventStorage(PgClientPools.database(context, datasourceName), schema());
    }

    public Function<SyntheticCreationalContext<SchemaSetup>, SchemaSetup> schemaSetup(String datasourceName) {
        return context -> new SchemaSetup(PgClientPools.database(context, datasourceName), schema(),
                config.getValue().postgresql().schemaManagement());
    }

    private SchemaName schema() {
        return new SchemaName(config.getValue().postgresql().schema());
    }
}
