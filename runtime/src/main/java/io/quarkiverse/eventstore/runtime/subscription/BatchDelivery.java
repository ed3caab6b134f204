package io.quarkiverse.eventstore.runtime.subscription;

import java.util.List;
import java.util.concurrent.Executor;

import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.spi.LoggedEvent;
import io.quarkiverse.eventstore.spi.Progress;
import io.quarkiverse.eventstore.subscription.BatchEventHandler;
import io.smallrye.mutiny.Uni;

/**
 * Hands events to a handler as a batch.
 */
record BatchDelivery<E>(BatchEventHandler<E> handler, EventDecoder<E> decoder, Executor threads) implements Delivery {

    @Override
    public Uni<Integer> deliver(List<LoggedEvent> events, Progress after, Tenure tenure) {
        return Uni.createFrom().voidItem()
                .emitOn(threads)
                .chain(() -> handle(decoder.decode(events)))
                .onFailure().transform(failure -> new DeliveryFailedException(0, failure))
                .replaceWith(events.size());
    }

    @Override
    public boolean savesProgress() {
        return false;
    }

    @Override
    public boolean knowsFailedEvent() {
        return false;
    }

    private Uni<Void> handle(List<RecordedEvent<E>> batch) {
        return batch.isEmpty() ? Uni.createFrom().voidItem() : handler.handle(batch);
    }
}
