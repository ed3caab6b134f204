package io.quarkiverse.eventstore.subscription;

import java.util.function.Consumer;

import io.quarkiverse.eventstore.RecordedEvent;
import io.smallrye.mutiny.Uni;

/**
 * Takes the events of a subscription, one after the other.
 * <p>
 * <strong>Guarantees:</strong> every event is handled at least once, events of one stream in their order and never two at the
 * same time. After a crash, a lost lease or a failure, events since the last checkpoint are handled again, so the handler must
 * bear that; one that must not is a {@link TransactionalEventHandler}.
 *
 * @param <E> a common type of the events
 */
@FunctionalInterface
public interface EventHandler<E> {

    /** Handles an event; it counts as handled when the {@code Uni} completes. May throw or fail: see {@link FailurePolicy}. */
    Uni<Void> handle(RecordedEvent<E> event);

    /**
     * A handler that is done when it returns. It may block, so its subscription needs {@link HandlerThread#WORKER} or
     * {@link HandlerThread#VIRTUAL_THREAD}.
     */
    static <E> EventHandler<E> blocking(Consumer<RecordedEvent<E>> handler) {
        return event -> {
            handler.accept(event);
            return Uni.createFrom().voidItem();
        };
    }
}
