package io.quarkiverse.eventstore.spi;

import java.util.Optional;

/**
 * Which versions of a projection's read model there are.
 *
 * @param inUse counted from 1
 * @param building the one that is being built, if any
 * @param prepared the last one whose tables were created; 0 for none
 */
public record ProjectionVersions(long inUse, Optional<Long> building, long prepared) {
}
