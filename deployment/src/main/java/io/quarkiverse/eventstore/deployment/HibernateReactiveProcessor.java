package io.quarkiverse.eventstore.deployment;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

import io.quarkiverse.eventstore.runtime.config.EventStoreBuildTimeConfig;
import io.quarkiverse.eventstore.runtime.config.PersistenceUnitDatasources;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.arc.processor.DotNames;
import io.quarkus.deployment.Capabilities;
import io.quarkus.deployment.Capability;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.RunTimeConfigurationDefaultBuildItem;
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
    void join(SelectedBackendBuildItem selected, EventStoreBuildTimeConfig config, Capabilities capabilities,
            BuildProducer<AdditionalBeanBuildItem> beans, BuildProducer<ReflectiveClassBuildItem> reflection,
            BuildProducer<RunTimeConfigurationDefaultBuildItem> defaults) {
        if (selected.is(PostgresProcessor.POSTGRESQL) && config.hibernateReactive().enabled()
                && capabilities.isPresent(Capability.HIBERNATE_REACTIVE)) {
            beans.produce(AdditionalBeanBuildItem.builder().addBeanClass(TRANSACTIONS).setDefaultScope(DotNames.SINGLETON)
                    .setUnremovable().build());
            reflection.produce(ReflectiveClassBuildItem.builder(CONNECTION).fields().build());
            datasources(ConfigProvider.getConfig()).forEach(defaults::produce);
        }
    }

    /** What hands on the datasources of the persistence units, whose names may be quoted. */
    static List<RunTimeConfigurationDefaultBuildItem> datasources(Config config) {
        return StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                .map(DATASOURCE::matcher).filter(Matcher::matches)
                .flatMap(property -> config.getOptionalValue(property.group(), String.class)
                        .map(datasource -> new RunTimeConfigurationDefaultBuildItem(
                                PersistenceUnitDatasources.property(unit(property)), datasource))
                        .stream())
                .toList();
    }

    private static String unit(Matcher property) {
        return Optional.ofNullable(property.group(1)).map(name -> name.replace("\"", "")).orElse(DEFAULT_UNIT);
    }
}
