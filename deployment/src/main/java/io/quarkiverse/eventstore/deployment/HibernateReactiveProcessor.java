package io.quarkiverse.eventstore.deployment;

import io.quarkiverse.eventstore.runtime.config.EventStoreBuildTimeConfig;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.arc.processor.DotNames;
import io.quarkus.deployment.Capabilities;
import io.quarkus.deployment.Capability;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveClassBuildItem;

/** Has the PostgreSQL back end take part in transactions of Hibernate Reactive, for applications with that extension. */
final class HibernateReactiveProcessor {

    /** Named, not referred to: their classes cannot be loaded without that extension. */
    private static final String TRANSACTIONS = "io.quarkiverse.eventstore.runtime.postgres.hibernate.HibernateReactiveTransactions";
    private static final String CONNECTION = "org.hibernate.reactive.pool.impl.SqlClientConnection";

    @BuildStep
    void join(SelectedBackendBuildItem selected, EventStoreBuildTimeConfig config, Capabilities capabilities,
            BuildProducer<AdditionalBeanBuildItem> beans, BuildProducer<ReflectiveClassBuildItem> reflection) {
        if (selected.is(PostgresProcessor.POSTGRESQL) && config.hibernateReactive().enabled()
                && capabilities.isPresent(Capability.HIBERNATE_REACTIVE)) {
            beans.produce(AdditionalBeanBuildItem.builder().addBeanClass(TRANSACTIONS).setDefaultScope(DotNames.SINGLETON)
                    .setUnremovable().build());
            reflection.produce(ReflectiveClassBuildItem.builder(CONNECTION).fields().build());
        }
    }
}
