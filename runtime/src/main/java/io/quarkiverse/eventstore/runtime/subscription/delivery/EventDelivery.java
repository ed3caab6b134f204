package io.quarkiverse.eventstore.runtime.subscription.delivery;

import java.util.List;
import java.util.concurrent.Executor;

import io.quarkiverse.eventstore.spi.LoggedEvent;
import io.quarkiverse.eventstore.spi.Progress;
import io.quarkiverse.eventstore.subscription.EventHandler;
import io.smallrye.mutiny.Uni;

/**
 * Hands events to a handler one by one.
 */
public record EventDelivery<E>(EventHandler<E> handler, EventDecoder<E> decoder, Executor threads) implements Delivery {

    @Override
    public Uni<Integer> deliver(List<LoggedEvent> events, Progress after, Tenure tenure) {
        return HandlerCalls.of(events, decoder, handler, threads, tenure);
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
