package io.quarkiverse.eventstore.deployment;

import io.quarkiverse.eventstore.runtime.config.EventStoreBuildTimeConfig;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.arc.processor.DotNames;
import io.quarkus.deployment.Capabilities;
import io.quarkus.deployment.Capability;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;

/** Has the blocking event store take part in JTA transactions, for applications with JDBC, and leaves others alone. */
final class JdbcProcessor {

    /** Named, not referred to: their classes cannot be loaded without those extensions. */
    private static final String TRANSACTIONS = "io.quarkiverse.eventstore.runtime.postgres.jdbc.JtaTransactions";
    private static final String OTHER_TRANSACTIONS = "io.quarkiverse.eventstore.runtime.postgres.jdbc.OtherJtaTransactions";

    @BuildStep
    void join(SelectedBackendBuildItem selected, EventStoreBuildTimeConfig config, Capabilities capabilities,
            BuildProducer<AdditionalBeanBuildItem> beans) {
        if (capabilities.isPresent(Capability.TRANSACTIONS)) {
            boolean isJoined = selected.is(PostgresProcessor.POSTGRESQL) && config.jdbc().enabled()
                    && capabilities.isPresent(Capability.AGROAL);
            beans.produce(AdditionalBeanBuildItem.builder().addBeanClass(isJoined ? TRANSACTIONS : OTHER_TRANSACTIONS)
                    .setDefaultScope(DotNames.SINGLETON).setUnremovable().build());
        }
    }
}
