package io.quarkiverse.eventstore.spi;

import java.util.Optional;

/**
 * Which versions of a projection's read model there are.
 *
 * @param inUse counted from 1
 * @param building the one that is being built, if any
 * @param prepared the last one whose tables were created; 0 for none
 * @param dropped the last one that was dropped, as were all below; 0 for none
 */
public record ProjectionVersions(long inUse, Optional<Long> building, long prepared, long dropped) {

    /** Those of a projection that was never started. */
    public static ProjectionVersions first() {
        return new ProjectionVersions(1, Optional.empty(), 0, 0);
    }

    /** The name of the subscription that fills a version. */
    public static String subscription(String projection, long version) {
        return projection + "@" + version;
    }

    /** Whether a version is in use or being built. */
    public boolean has(long version) {
        return inUse == version || building.filter(present -> present == version).isPresent();
    }

    /** Whether all versions below the one in use were dropped. */
    public boolean areOldOnesDropped() {
        return dropped >= inUse - 1;
    }
}
