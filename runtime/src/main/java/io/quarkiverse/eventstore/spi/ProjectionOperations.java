package io.quarkiverse.eventstore.spi;

import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;

/**
 * What a transaction does for a projection.
 */
public interface ProjectionOperations {

    /** The versions, of which nobody else changes anything until the transaction ends; made known if they were not. */
    Uni<ProjectionVersions> lock(String projection);

    /** Notes that a version was prepared, and shows its table under the projection's name if it has one and is in use. */
    Uni<Void> prepared(String projection, long version, boolean hasTable);

    /** The states of keys, as JSON; none for keys without. */
    Uni<Map<String, String>> readStates(String projection, long version, Set<String> keys);

    /** Writes states; null removes one. */
    Uni<Void> writeStates(String projection, long version, Map<String, @Nullable String> states);
}
