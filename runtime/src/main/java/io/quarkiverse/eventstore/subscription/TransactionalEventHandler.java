package io.quarkiverse.eventstore.subscription;

import io.quarkiverse.eventstore.EventStoreSession;
import io.quarkiverse.eventstore.RecordedEvent;
import io.smallrye.mutiny.Uni;

/**
 * Takes the events of a subscription inside of the transaction that moves the checkpoint.
 * <p>
 * <strong>Guarantees:</strong> what the handler does through the session takes effect exactly once for each event, whatever
 * crashes, pauses or runs elsewhere: it commits together with the checkpoint or not at all. Events of one stream come in their
 * order. What it does by other means happens at least once.
 *
 * @param <E> a common type of the events
 */
@FunctionalInterface
public interface TransactionalEventHandler<E> {

    /**
     * Handles an event. Several events may share a transaction; if one fails, all are undone and tried again one by one.
     *
     * @param session appends in the transaction; {@link EventStoreSession#unwrap} gives its connection for SQL
     */
    Uni<Void> handle(RecordedEvent<E> event, EventStoreSession session);
}
