package io.quarkiverse.eventstore.deployment;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

import io.quarkiverse.eventstore.runtime.PersistenceUnitsRecorder;
import io.quarkiverse.eventstore.runtime.config.EventStoreBuildTimeConfig;
import io.quarkiverse.eventstore.runtime.config.PersistenceUnitDatasources;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.arc.deployment.SyntheticBeanBuildItem;
import io.quarkus.arc.processor.DotNames;
import io.quarkus.deployment.Capabilities;
import io.quarkus.deployment.Capability;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveClassBuildItem;

/** Has the PostgreSQL back end take part in transactions of Hibernate Reactive, for applications with that extension. */
final class HibernateReactiveProcessor {

    /** Named, not referred to: their classes cannot be loaded without that extension. */
    private static final String TRANSACTIONS = "io.quarkiverse.eventstore.runtime.postgres.hibernate.HibernateReactiveTransactions";
    private static final String CONNECTION = "org.hibernate.reactive.pool.impl.SqlClientConnection";

    private static final Pattern DATASOURCE = Pattern
            .compile("quarkus\\.hibernate-orm(?:\\.(\"[^\"]+\"|[^.\"]+))?\\.datasource");
    private static final String DEFAULT_UNIT = "<default>";

    @BuildStep
    @Record(ExecutionTime.STATIC_INIT)
    void join(SelectedBackendBuildItem selected, EventStoreBuildTimeConfig config, Capabilities capabilities,
            PersistenceUnitsRecorder recorder, BuildProducer<AdditionalBeanBuildItem> beans,
            BuildProducer<SyntheticBeanBuildItem> datasources, BuildProducer<ReflectiveClassBuildItem> reflection) {
        if (selected.is(PostgresProcessor.POSTGRESQL) && config.hibernateReactive().enabled()
                && capabilities.isPresent(Capability.HIBERNATE_REACTIVE)) {
            beans.produce(AdditionalBeanBuildItem.builder().addBeanClass(TRANSACTIONS).setDefaultScope(DotNames.SINGLETON)
                    .setUnremovable().build());
            datasources.produce(SyntheticBeanBuildItem.configure(PersistenceUnitDatasources.class).scope(Singleton.class)
                    .runtimeValue(recorder.datasources(datasources(ConfigProvider.getConfig()))).done());
            reflection.produce(ReflectiveClassBuildItem.builder(CONNECTION).fields().build());
        }
    }

    /** Those of persistence units, whose names may be quoted. */
    static Map<String, String> datasources(Config config) {
        Map<String, String> datasources = new TreeMap<>();
        for (String property : config.getPropertyNames()) {
            Matcher matcher = DATASOURCE.matcher(property);
            if (matcher.matches()) {
                config.getOptionalValue(property, String.class)
                        .ifPresent(datasource -> datasources.put(unit(matcher), datasource));
            }
        }
        return datasources;
    }

    private static String unit(Matcher property) {
        return Optional.ofNullable(property.group(1)).map(name -> name.replace("\"", "")).orElse(DEFAULT_UNIT);
    }
}
