package io.quarkiverse.eventstore.projection;

import java.util.Optional;

import io.quarkiverse.eventstore.subscription.SubscriptionState;

/**
 * Where a projection stands.
 *
 * @param version the version of the read model that is in use, counted from 1
 * @param inUse how far that has come
 * @param building how far a new version has come, if one is being built
 */
public record ProjectionState(String name, long version, SubscriptionState inUse, Optional<SubscriptionState> building) {
}
