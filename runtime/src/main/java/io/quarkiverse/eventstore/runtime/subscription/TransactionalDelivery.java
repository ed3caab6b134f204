package io.quarkiverse.eventstore.runtime.subscription;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;

import io.quarkiverse.eventstore.EventStoreSession;
import io.quarkiverse.eventstore.runtime.store.TransactionSessionFactory;
import io.quarkiverse.eventstore.spi.LoggedEvent;
import io.quarkiverse.eventstore.spi.Progress;
import io.quarkiverse.eventstore.spi.StorageTransaction;
import io.quarkiverse.eventstore.subscription.TransactionalEventHandler;
import io.smallrye.mutiny.Uni;

/**
 * Hands events to a handler within one transaction, whose last statement moves the checkpoint if the lease is still held: what
 * the handler did commits with that or not at all. A node that freezes meanwhile holds nobody up for long: the database ends
 * its transaction.
 *
 * @param idleLimit how long the transaction may be idle
 */
record TransactionalDelivery<E>(TransactionalEventHandler<E> handler, EventDecoder<E> decoder, Executor threads,
        TransactionSessionFactory transactions, Duration idleLimit) implements Delivery {

    @Override
    public Uni<Integer> deliver(List<LoggedEvent> events, Progress after, Tenure tenure) {
        return transactions.withTransaction((session, transaction) -> transaction.limitIdleTime(idleLimit)
                .chain(() -> handle(events, session, tenure))
                .call(handled -> save(transaction, after, tenure)));
    }

    @Override
    public boolean savesProgress() {
        return true;
    }

    @Override
    public boolean knowsFailedEvent() {
        return false;
    }

    private Uni<Integer> handle(List<LoggedEvent> events, EventStoreSession session, Tenure tenure) {
        return HandlerCalls.of(events, decoder, event -> handler.handle(event, session), threads, tenure)
                .onFailure(DeliveryFailedException.class).transform(failure -> new DeliveryFailedException(0,
                        ((DeliveryFailedException) failure).reason()))
                .invoke(handled -> requireAll(handled, events, tenure));
    }

    private static void requireAll(int handled, List<LoggedEvent> events, Tenure tenure) {
        if (handled < events.size()) {
            throw new LeaseLostException(tenure.lease());
        }
    }

    private static Uni<Void> save(StorageTransaction transaction, Progress after, Tenure tenure) {
        return transaction.saveCheckpoint(tenure.lease(), after).invoke(isSaved -> {
            if (!isSaved) {
                throw new LeaseLostException(tenure.lease());
            }
        }).replaceWithVoid();
    }
}
