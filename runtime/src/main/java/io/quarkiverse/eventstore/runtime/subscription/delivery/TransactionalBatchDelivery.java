package io.quarkiverse.eventstore.runtime.subscription.delivery;

import java.time.Duration;
import java.util.List;

import io.quarkiverse.eventstore.EventStoreSession;
import io.quarkiverse.eventstore.runtime.store.TransactionSessionFactory;
import io.quarkiverse.eventstore.spi.LoggedEvent;
import io.quarkiverse.eventstore.spi.Progress;
import io.quarkiverse.eventstore.spi.StorageTransaction;
import io.smallrye.mutiny.Uni;

/**
 * Hands events as a batch to a handler within the transaction that moves the checkpoint; never blocks.
 */
public record TransactionalBatchDelivery<E>(BatchInTransaction<E> handler, EventDecoder<E> decoder,
        TransactionSessionFactory transactions, Duration idleLimit) implements Delivery {

    @Override
    public Uni<Integer> deliver(List<LoggedEvent> events, Progress after, Tenure tenure) {
        return FencedTransaction.run(transactions, idleLimit, after, tenure,
                (session, transaction) -> handle(events, session, transaction).replaceWith(events.size()));
    }

    @Override
    public boolean savesProgress() {
        return true;
    }

    @Override
    public boolean knowsFailedEvent() {
        return false;
    }

    private Uni<Void> handle(List<LoggedEvent> events, EventStoreSession session, StorageTransaction transaction) {
        return Uni.createFrom().item(() -> decoder.decode(events))
                .chain(batch -> batch.isEmpty() ? Uni.createFrom().voidItem() : handler.handle(batch, session, transaction))
                .onFailure().transform(failure -> new DeliveryFailedException(0, failure));
    }
}
