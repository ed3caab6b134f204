package io.quarkiverse.eventstore.runtime.subscription.delivery;

import java.util.List;

import io.quarkiverse.eventstore.spi.LoggedEvent;
import io.quarkiverse.eventstore.spi.Progress;
import io.smallrye.mutiny.Uni;

/**
 * Hands events of one partition to a handler.
 */
public interface Delivery {

    /**
     * Hands over events, in order.
     *
     * @param after what is done when all are handled
     * @return how many were handled: fewer than all if the tenure ended meanwhile. Fails with a
     *         {@link DeliveryFailedException} if the handler failed
     */
    Uni<Integer> deliver(List<LoggedEvent> events, Progress after, Tenure tenure);

    /** Whether the delivery itself saves what is done. */
    boolean savesProgress();

    /** Whether a failure says which event it was. */
    boolean knowsFailedEvent();
}
