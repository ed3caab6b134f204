package io.quarkiverse.eventstore.projection;

import io.quarkiverse.eventstore.EventStoreSession;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.subscription.SubscriptionOptions;
import io.smallrye.mutiny.Uni;

/**
 * A projection to a table, in SQL, through {@link EventStoreSession#unwrap(Class)}.
 * <p>
 * Each version of the read model has a table of its own, which the projection creates and fills under the name that it is
 * given. Readers use a view with the name of the projection, which always shows the version in use.
 *
 * @param <E> a common type of the events
 */
public interface TableProjection<E> {

    /**
     * How it follows the log: under the name of the projection and of the view, lower-case letters, digits and underscores, at
     * most 50; from a position, where every version begins, and not from the end.
     */
    SubscriptionOptions options();

    /** A common type of the events. */
    Class<E> eventType();

    /** Creates the table of a version, once, in the session's transaction. */
    Uni<Void> create(String table, EventStoreSession session);

    /** Writes what an event changes into the table, in the session's transaction. */
    Uni<Void> project(RecordedEvent<E> event, String table, EventStoreSession session);
}
