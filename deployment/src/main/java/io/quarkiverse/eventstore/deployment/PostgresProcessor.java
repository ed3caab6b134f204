package io.quarkiverse.eventstore.deployment;

import java.util.List;
import java.util.function.Function;

import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.ClassType;
import org.jboss.jandex.DotName;
import org.jboss.jandex.ParameterizedType;
import org.jboss.jandex.Type;

import io.quarkiverse.eventstore.runtime.PostgresRecorder;
import io.quarkiverse.eventstore.runtime.beans.SchemaStartup;
import io.quarkiverse.eventstore.runtime.config.EventStoreBuildTimeConfig;
import io.quarkiverse.eventstore.runtime.postgres.schema.SchemaSetup;
import io.quarkiverse.eventstore.spi.EventStorage;
import io.quarkus.arc.SyntheticCreationalContext;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.arc.deployment.SyntheticBeanBuildItem;
import io.quarkus.datasource.common.runtime.DataSourceUtil;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.metrics.MetricsFactoryConsumerBuildItem;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.reactive.pg.client.deployment.PgPoolBuildItem;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;

/** Wires the PostgreSQL back end to the reactive datasource that the configuration names. */
final class PostgresProcessor {

    static final String POSTGRESQL = "postgresql";
    private static final Type POOLS = ParameterizedType.create(DotName.createSimple(Instance.class),
            ClassType.create(DotName.createSimple(Pool.class)));

    @BuildStep
    EventStoreBackendBuildItem postgresql() {
        return new EventStoreBackendBuildItem(POSTGRESQL);
    }

    @BuildStep
    AdditionalBeanBuildItem startup() {
        return AdditionalBeanBuildItem.unremovableOf(SchemaStartup.class);
    }

    @BuildStep
    @Record(ExecutionTime.RUNTIME_INIT)
    void storage(SelectedBackendBuildItem selected, EventStoreBuildTimeConfig config, List<PgPoolBuildItem> pools,
            PostgresRecorder recorder, BuildProducer<SyntheticBeanBuildItem> beans) {
        if (!selected.is(POSTGRESQL)) {
            return;
        }
        String datasource = datasource(config);
        requirePool(datasource, pools);
        beans.produce(onPool(datasource, EventStorage.class, recorder.storage(datasource)));
        beans.produce(onPool(datasource, SchemaSetup.class, recorder.schemaSetup(datasource)));
    }

    @BuildStep
    @Record(ExecutionTime.RUNTIME_INIT)
    void metrics(SelectedBackendBuildItem selected, PostgresRecorder recorder,
            BuildProducer<MetricsFactoryConsumerBuildItem> metrics) {
        if (selected.is(POSTGRESQL)) {
            metrics.produce(new MetricsFactoryConsumerBuildItem(recorder.groupCommitMetrics(), ExecutionTime.RUNTIME_INIT));
        }
    }

    private static String datasource(EventStoreBuildTimeConfig config) {
        return config.postgresql().datasource().orElse(DataSourceUtil.DEFAULT_DATASOURCE_NAME);
    }

    private static String urlProperty(String datasource) {
        return DataSourceUtil.dataSourcePropertyKey(datasource, "reactive.url");
    }

    private static void requirePool(String datasource, List<PgPoolBuildItem> pools) {
        List<String> names = pools.stream().map(PgPoolBuildItem::getDataSourceName).sorted().toList();
        if (!names.contains(datasource)) {
            throw new ConfigurationException("Event store: expected a reactive PostgreSQL datasource named " + datasource
                    + ", but there is " + (names.isEmpty() ? "none" : "only " + String.join(", ", names)) + ": set "
                    + DataSourceUtil.dataSourcePropertyKey(datasource, "db-kind") + "=postgresql and "
                    + urlProperty(datasource)
                    + ", name another one with quarkus.event-store.postgresql.datasource, or set "
                    + "quarkus.event-store.backend=in-memory.");
        }
    }

    private static <T> SyntheticBeanBuildItem onPool(String datasource, Class<T> type,
            Function<SyntheticCreationalContext<T>, T> creator) {
        return SyntheticBeanBuildItem.configure(type)
                .scope(Singleton.class)
                .addInjectionPoint(POOLS, qualifier(datasource))
                .addInjectionPoint(ClassType.create(Vertx.class))
                .createWith(creator)
                .setRuntimeInit()
                .done();
    }

    private static AnnotationInstance qualifier(String datasource) {
        return DataSourceUtil.isDefault(datasource)
                ? AnnotationInstance.builder(Default.class).build()
                : AnnotationInstance.builder(ReactiveDataSource.class).value(datasource).build();
    }
}
