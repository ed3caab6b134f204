package io.quarkiverse.eventstore.spi;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.smallrye.mutiny.Uni;

/**
 * The versions of read models, and those of them that the back end keeps.
 */
public interface ProjectionStorage {

    /** How inline projections are kept at the moment, by name. */
    Uni<Map<String, InlineState>> inlineStates(Set<String> projections);

    /** The versions; empty if the projection was never prepared. */
    Uni<Optional<ProjectionVersions>> versions(String projection);

    /** Notes that a new version is to be built, unless one is being built; gives that one. */
    Uni<Long> beginBuilding(String projection);

    /** The state of a key, as JSON, in the version in use. */
    Uni<Optional<String>> findState(String projection, String key);

    /**
     * Puts a version in use if each partition of its subscription has come as far as all of the version in use, and forgets
     * that subscription; the two are one step. False, and nothing happens, if it has not come that far, is not the one that is
     * being built, or cannot be put in use without making readers or writers wait for longer than some 100 ms.
     */
    Uni<Boolean> putInUse(VersionSwitch change);

    /**
     * Drops what versions below the one in use kept, and forgets their subscriptions, which are named as
     * {@link ProjectionVersions#subscription} says. False if something of them is left, since somebody still reads it.
     */
    Uni<Boolean> dropOld(String projection, boolean hasTable);
}
