package io.quarkiverse.eventstore.runtime.subscription.delivery;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;

import io.quarkiverse.eventstore.EventStoreSession;
import io.quarkiverse.eventstore.runtime.store.TransactionSessionFactory;
import io.quarkiverse.eventstore.spi.LoggedEvent;
import io.quarkiverse.eventstore.spi.Progress;
import io.quarkiverse.eventstore.subscription.TransactionalEventHandler;
import io.smallrye.mutiny.Uni;

/**
 * Hands events to a handler one by one, within one transaction that moves the checkpoint at its end.
 *
 * @param idleLimit how long the transaction may be idle
 */
public record TransactionalDelivery<E>(TransactionalEventHandler<E> handler, EventDecoder<E> decoder, Executor threads,
        TransactionSessionFactory transactions, Duration idleLimit) implements Delivery {

    @Override
    public Uni<Integer> deliver(List<LoggedEvent> events, Progress after, Tenure tenure) {
        return FencedTransaction.run(transactions, idleLimit, after, tenure,
                (session, transaction) -> handle(events, session, tenure));
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
        return HandlerCalls.of(events, decoder, event -> handler.handle(event, session), threads, tenure, 1)
                .onFailure(DeliveryFailedException.class).transform(failure -> new DeliveryFailedException(0,
                        ((DeliveryFailedException) failure).reason()))
                .invoke(handled -> requireAll(handled, events, tenure));
    }

    private static void requireAll(int handled, List<LoggedEvent> events, Tenure tenure) {
        if (handled < events.size()) {
            throw new LeaseLostException(tenure.lease());
        }
    }
}
