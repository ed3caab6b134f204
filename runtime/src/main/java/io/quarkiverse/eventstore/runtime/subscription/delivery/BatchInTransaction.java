package io.quarkiverse.eventstore.runtime.subscription.delivery;

import java.util.List;

import io.quarkiverse.eventstore.EventStoreSession;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.spi.StorageTransaction;
import io.smallrye.mutiny.Uni;

/**
 * Takes events in batches inside of the transaction that moves the checkpoint. A batch that fails is undone and its events are
 * tried again one by one.
 */
@FunctionalInterface
public interface BatchInTransaction<E> {

    /** Handles a batch that is not empty, in the order of positions. */
    Uni<Void> handle(List<RecordedEvent<E>> events, EventStoreSession session, StorageTransaction transaction);
}
