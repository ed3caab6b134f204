package io.quarkiverse.eventstore.runtime.subscription.delivery;

import java.util.List;
import java.util.concurrent.Executor;

import io.quarkiverse.eventstore.spi.LoggedEvent;
import io.quarkiverse.eventstore.spi.Progress;
import io.quarkiverse.eventstore.subscription.EventHandler;
import io.quarkiverse.eventstore.subscription.HandlerThread;
import io.smallrye.mutiny.Uni;

/**
 * Hands events to a handler one by one.
 *
 * @param kind of the threads
 */
public record EventDelivery<E>(EventHandler<E> handler, EventDecoder<E> decoder, Executor threads,
        HandlerThread kind) implements Delivery {

    /** Calls that do not block are soon over, and the clock takes as long as one that does little. */
    private static final int CALLS_PER_LOOK_ON_A_LOOP = 16;

    @Override
    public Uni<Integer> deliver(List<LoggedEvent> events, Progress after, Tenure tenure) {
        return HandlerCalls.of(events, decoder, handler, threads, tenure,
                kind == HandlerThread.EVENT_LOOP ? CALLS_PER_LOOK_ON_A_LOOP : 1);
    }

    @Override
    public boolean savesProgress() {
        return false;
    }

    @Override
    public boolean knowsFailedEvent() {
        return true;
    }
}
