package io.quarkiverse.eventstore.spi;

/**
 * The step from one version of a projection to the next.
 *
 * @param oldSubscription that of the version in use
 * @param newSubscription that of the version to put in use
 * @param hasTable whether a view with the projection's name shows the table of the version in use
 */
public record VersionSwitch(String projection, long version, String oldSubscription, String newSubscription,
        boolean hasTable) {
}
