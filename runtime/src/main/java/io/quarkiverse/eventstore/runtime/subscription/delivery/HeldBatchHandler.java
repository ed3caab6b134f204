package io.quarkiverse.eventstore.runtime.subscription.delivery;

import java.util.List;
import java.util.function.BooleanSupplier;

import io.quarkiverse.eventstore.RecordedEvent;
import io.smallrye.mutiny.Uni;

/**
 * Handles batches of events in steps of its own.
 *
 * @param <E> what the events are
 */
@FunctionalInterface
public interface HeldBatchHandler<E> {

    /**
     * Handles a batch; it was handled when the returned {@code Uni} completes. If it fails with a
     * {@link DeliveryFailedException}, as many events of the batch were handled as that says; otherwise none was.
     *
     * @param isHeld whether this node still has the partition: when it has not, another one may be further already, and no step
     *        is to begin any more
     */
    Uni<Void> handle(List<RecordedEvent<E>> batch, BooleanSupplier isHeld);
}
