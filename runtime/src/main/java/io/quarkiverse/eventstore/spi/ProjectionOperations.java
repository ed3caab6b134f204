package io.quarkiverse.eventstore.spi;

import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;

/**
 * What a transaction does for a projection.
 */
public interface ProjectionOperations {

    /**
     * Finds out which of the projections are inline, and sees to it that none of them changes over until the transaction
     * ends. To be called before what they concern takes positions.
     */
    Uni<Set<String>> holdInline(Set<String> projections);

    /** Runs the statement of an inline projection for an event that was appended. */
    Uni<Void> runInline(String projection, String statement, long globalPosition);

    /** Runs the statement that empties the read model of an inline projection. */
    Uni<Void> clearInline(String projection, String statement);

    /**
     * Waits until no transaction holds the projection as inline or not, for a short time only, and keeps all from it until this
     * transaction ends. Nodes that follow the log for it save nothing more.
     *
     * @return its state; an append that concerns it comes behind the last position
     */
    Uni<InlineState> beginInlineChange(String projection);

    /** Notes how the projection is kept from now on. */
    Uni<Void> endInlineChange(String projection, InlineState state);

    /** The versions, of which nobody else changes anything until the transaction ends; made known if they were not. */
    Uni<ProjectionVersions> lock(String projection);

    /** Notes that a version was prepared, and shows its table under the projection's name if it has one and is in use. */
    Uni<Void> prepared(String projection, long version, boolean hasTable);

    /** The states of keys, as JSON; none for keys without. */
    Uni<Map<String, String>> readStates(String projection, long version, Set<String> keys);

    /** Writes states; null removes one. */
    Uni<Void> writeStates(String projection, long version, Map<String, @Nullable String> states);
}
