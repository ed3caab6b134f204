package io.quarkiverse.eventstore.runtime.subscription.delivery;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.runtime.store.Returned;
import io.quarkiverse.eventstore.spi.LoggedEvent;
import io.quarkiverse.eventstore.spi.Progress;
import io.smallrye.mutiny.Uni;

/**
 * Hands events to a handler as a batch.
 */
public record BatchDelivery<E>(HeldBatchHandler<E> handler, EventDecoder<E> decoder, Executor threads) implements Delivery {

    @Override
    public Uni<Integer> deliver(List<LoggedEvent> events, Progress after, Tenure tenure) {
        return onThread().chain(() -> tenure.isOver() ? Uni.createFrom().item(0) : handle(events, tenure));
    }

    @Override
    public boolean savesProgress() {
        return false;
    }

    @Override
    public boolean knowsFailedEvent() {
        return false;
    }

    private Uni<Integer> handle(List<LoggedEvent> events, Tenure tenure) {
        return Uni.createFrom().item(() -> decoder.decode(events))
                .chain(batch -> batch.isEmpty() ? Uni.createFrom().voidItem()
                        : Returned.uni("Handler", handler.handle(batch, tenure::isHeld))
                                .onFailure(DeliveryFailedException.class)
                                .transform(failure -> partlyDone((DeliveryFailedException) failure, batch, events)))
                .onFailure(failure -> !(failure instanceof DeliveryFailedException))
                .transform(failure -> new DeliveryFailedException(0, failure))
                .replaceWith(events.size());
    }

    /** Some events are not in the batch: nobody wants them. */
    private DeliveryFailedException partlyDone(DeliveryFailedException failure, List<RecordedEvent<E>> batch,
            List<LoggedEvent> events) {
        if (failure.handled() == 0) {
            return failure;
        }
        long last = batch.get(failure.handled() - 1).globalPosition();
        int handled = (int) events.stream().takeWhile(each -> each.event().globalPosition() <= last).count();
        return new DeliveryFailedException(handled, failure.reason());
    }

    /** That no thread is to be had at the moment is no failure of the handler. */
    private Uni<Void> onThread() {
        return Uni.createFrom().emitter(emitter -> {
            try {
                threads.execute(() -> emitter.complete(null));
            } catch (RejectedExecutionException e) {
                emitter.fail(e);
            }
        });
    }
}
