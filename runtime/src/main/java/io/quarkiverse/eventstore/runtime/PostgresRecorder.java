package io.quarkiverse.eventstore.runtime;

import static java.util.Objects.requireNonNull;

import java.util.function.Consumer;
import java.util.function.Function;

import io.quarkiverse.eventstore.runtime.config.EventStoreConfig;
import io.quarkiverse.eventstore.runtime.observability.GroupCommitMetrics;
import io.quarkiverse.eventstore.runtime.postgres.GroupCommitEventStorage;
import io.quarkiverse.eventstore.runtime.postgres.PostgresEventStorage;
import io.quarkiverse.eventstore.runtime.postgres.groupcommit.GroupCommit;
import io.quarkiverse.eventstore.runtime.postgres.groupcommit.GroupCommitLimits;
import io.quarkiverse.eventstore.runtime.postgres.pgclient.PgClientPools;
import io.quarkiverse.eventstore.runtime.postgres.schema.SchemaSetup;
import io.quarkiverse.eventstore.runtime.postgres.sql.SchemaName;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlDatabase;
import io.quarkiverse.eventstore.spi.EventStorage;
import io.quarkus.arc.Arc;
import io.quarkus.arc.SyntheticCreationalContext;
import io.quarkus.reactive.datasource.runtime.DataSourcesReactiveRuntimeConfig;
import io.quarkus.runtime.RuntimeValue;
import io.quarkus.runtime.annotations.Recorder;
import io.quarkus.runtime.metrics.MetricsFactory;

/** Makes the PostgreSQL back end on the pool of a reactive datasource. */
@Recorder
public class PostgresRecorder {

    private final RuntimeValue<EventStoreConfig> config;
    private final RuntimeValue<DataSourcesReactiveRuntimeConfig> datasources;

    public PostgresRecorder(RuntimeValue<EventStoreConfig> config,
            RuntimeValue<DataSourcesReactiveRuntimeConfig> datasources) {
        this.config = config;
        this.datasources = datasources;
    }

    public Function<SyntheticCreationalContext<EventStorage>, EventStorage> storage(String datasourceName) {
        return context -> storage(database(context, datasourceName));
    }

    public Function<SyntheticCreationalContext<SchemaSetup>, SchemaSetup> schemaSetup(String datasourceName) {
        return context -> new SchemaSetup(database(context, datasourceName), schema(),
                config.getValue().postgresql().schemaManagement());
    }

    /** Nothing is registered where group commit is off. */
    public Consumer<MetricsFactory> groupCommitMetrics() {
        return metrics -> {
            if (config.getValue().postgresql().groupCommit().enabled()) {
                new GroupCommitMetrics(PostgresRecorder::groupCommit).accept(metrics);
            }
        };
    }

    private static GroupCommit groupCommit() {
        return ((GroupCommitEventStorage) Arc.container().instance(EventStorage.class).get()).groupCommit();
    }

    private SqlDatabase database(SyntheticCreationalContext<?> context, String datasourceName) {
        return PgClientPools.database(context, datasourceName, requireNonNull(
                datasources.getValue().dataSources().get(datasourceName)).reactive().maxSize());
    }

    private EventStorage storage(SqlDatabase database) {
        EventStoreConfig.GroupCommit groupCommit = config.getValue().postgresql().groupCommit();
        return groupCommit.enabled()
                ? new GroupCommitEventStorage(database, schema(), new GroupCommitLimits(groupCommit.maxBatchesInFlight(),
                        groupCommit.maxBatchSize(), groupCommit.maxQueueSize()))
                : new PostgresEventStorage(database, schema());
    }

    private SchemaName schema() {
        return new SchemaName(config.getValue().postgresql().schema());
    }
}
