package io.quarkiverse.eventstore.deployment;

import io.quarkiverse.eventstore.runtime.config.EventStoreBuildTimeConfig;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.arc.processor.DotNames;
import io.quarkus.deployment.Capabilities;
import io.quarkus.deployment.Capability;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;

/** Has the blocking event store take part in JTA transactions, for applications with JDBC. */
final class JdbcProcessor {

    /** Named, not referred to: its class cannot be loaded without those extensions. */
    private static final String TRANSACTIONS = "io.quarkiverse.eventstore.runtime.postgres.jdbc.JtaTransactions";

    @BuildStep
    void join(SelectedBackendBuildItem selected, EventStoreBuildTimeConfig config, Capabilities capabilities,
            BuildProducer<AdditionalBeanBuildItem> beans) {
        if (selected.is(PostgresProcessor.POSTGRESQL) && config.jdbc().enabled() && capabilities.isPresent(Capability.AGROAL)
                && capabilities.isPresent(Capability.TRANSACTIONS)) {
            beans.produce(AdditionalBeanBuildItem.builder().addBeanClass(TRANSACTIONS).setDefaultScope(DotNames.SINGLETON)
                    .setUnremovable().build());
        }
    }
}
