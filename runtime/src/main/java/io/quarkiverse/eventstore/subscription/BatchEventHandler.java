package io.quarkiverse.eventstore.subscription;

import java.util.List;

import io.quarkiverse.eventstore.RecordedEvent;
import io.smallrye.mutiny.Uni;

/**
 * Takes the events of a subscription in batches.
 * <p>
 * <strong>Guarantees:</strong> those of {@link EventHandler}; a batch is never empty and holds at most
 * {@link SubscriptionOptions#batchSize()} events, in the order of their positions. When a batch fails, its events are tried
 * again one by one, so that the fault is found.
 *
 * @param <E> a common type of the events
 */
@FunctionalInterface
public interface BatchEventHandler<E> {

    /** Handles a batch; its events count as handled when the {@code Uni} completes. */
    Uni<Void> handle(List<RecordedEvent<E>> events);
}
