package io.quarkiverse.eventstore.runtime.projection;

import io.quarkiverse.eventstore.runtime.subscription.DurableSubscriptions;
import io.quarkiverse.eventstore.spi.ProjectionVersions;
import io.quarkiverse.eventstore.subscription.SubscriptionOptions;
import io.smallrye.mutiny.Uni;

/**
 * What a projection builds, in versions that each have a subscription of their own.
 */
interface ReadModel {

    String name();

    /** Whether the versions are tables of the application. */
    boolean hasTable();

    /**
     * Makes ready what a version needs, once, whichever node comes first. False, and nothing is done, if the version is neither
     * in use nor being built any more.
     */
    Uni<Boolean> prepare(long version);

    /** Starts the subscription that fills a version. */
    Uni<Void> follow(DurableSubscriptions subscriptions, long version);

    static SubscriptionOptions optionsOf(SubscriptionOptions options, long version) {
        return options.withName(ProjectionVersions.subscription(options.name(), version));
    }
}
