package io.quarkiverse.eventstore.runtime.subscription.delivery;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;

import org.jboss.logging.Logger;

import io.quarkiverse.eventstore.EventStoreSession;
import io.quarkiverse.eventstore.EventStoreUnavailableException;
import io.quarkiverse.eventstore.TransactionRolledBackException;
import io.quarkiverse.eventstore.runtime.store.TransactionSessionFactory;
import io.quarkiverse.eventstore.spi.Progress;
import io.quarkiverse.eventstore.spi.StorageTransaction;
import io.smallrye.mutiny.Uni;

/**
 * A transaction whose last statement moves the checkpoint if the lease is still held: what was done before commits with that or
 * not at all. A node that freezes meanwhile holds nobody up for long: the database ends its transaction.
 */
final class FencedTransaction {

    private static final Logger LOG = Logger.getLogger(FencedTransaction.class);

    private FencedTransaction() {
    }

    /** @param idleLimit how long the transaction may be idle */
    static <T> Uni<T> run(TransactionSessionFactory transactions, Duration idleLimit, Progress after, Tenure tenure,
            BiFunction<EventStoreSession, StorageTransaction, Uni<T>> work) {
        return Uni.createFrom().deferred(() -> {
            AtomicBoolean isWorkDone = new AtomicBoolean();
            return transactions.withTransaction((session, transaction) -> transaction.limitIdleTime(idleLimit)
                    .chain(() -> work.apply(session, transaction)
                            .onFailure(DeliveryFailedException.class)
                            .recoverWithUni(failure -> blame(failure, transaction, idleLimit)))
                    .invoke(() -> isWorkDone.set(true))
                    .call(done -> save(transaction, after, tenure)))
                    .onFailure(failure -> isWorkDone.get() && isOfHandler(failure))
                    .transform(failure -> new DeliveryFailedException(0, failure));
        });
    }

    /**
     * A handler meets the end of the transaction's connection in its own statements, too, in the words of its library: the next
     * statement tells whether it is still there.
     */
    private static <T> Uni<T> blame(Throwable failure, StorageTransaction transaction, Duration idleLimit) {
        return transaction.limitIdleTime(idleLimit).onItemOrFailure().transformToUni((alive, lost) -> {
            if (!(lost instanceof EventStoreUnavailableException)) {
                return Uni.createFrom().failure(failure);
            }
            LOG.warnf("The connection of a handler's transaction is gone, so that it is not to blame for this: %s", failure);
            lost.addSuppressed(failure);
            return Uni.createFrom().failure(new DeliveryFailedException(0, lost));
        });
    }

    /** What makes the last statement or the commit fail is what the handler did before, unless the storage was away. */
    private static boolean isOfHandler(Throwable failure) {
        return !(failure instanceof DeliveryFailedException || failure instanceof LeaseLostException
                || failure instanceof EventStoreUnavailableException || failure instanceof TransactionRolledBackException);
    }

    private static Uni<Void> save(StorageTransaction transaction, Progress after, Tenure tenure) {
        return transaction.saveCheckpoint(tenure.lease(), after).invoke(tenure::requireHeld).replaceWithVoid();
    }
}
