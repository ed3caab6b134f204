package io.quarkiverse.eventstore.runtime.store.blocking;

import java.util.concurrent.CancellationException;
import java.util.function.Function;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.BlockingEventStoreSession;
import io.quarkiverse.eventstore.BlockingEventStoreSessionFactory;
import io.quarkiverse.eventstore.EventStoreUnavailableException;
import io.quarkiverse.eventstore.runtime.store.TransactionSession;
import io.quarkiverse.eventstore.runtime.store.TransactionSessionFactory;
import io.quarkiverse.eventstore.runtime.store.joined.JoinedTransactions;
import io.quarkiverse.eventstore.spi.ThreadTransactions;
import io.smallrye.mutiny.Uni;

/**
 * The blocking session factory: the work runs on the calling thread, which waits for the transaction.
 */
public final class AwaitingSessionFactory implements BlockingEventStoreSessionFactory {

    private static final Logger LOG = Logger.getLogger(AwaitingSessionFactory.class);

    private final TransactionSessionFactory sessions;
    private final JoinedTransactions joined;
    private final ThreadTransactions transactions;

    /** @param sessions for callers in no transaction */
    public AwaitingSessionFactory(TransactionSessionFactory sessions, JoinedTransactions joined,
            ThreadTransactions transactions) {
        this.sessions = sessions;
        this.joined = joined;
        this.transactions = transactions;
    }

    @Override
    public <T extends @Nullable Object> T withSession(Function<BlockingEventStoreSession, T> work) {
        EventLoopGuard.requireBlockingAllowed("BlockingEventStoreSessionFactory", "EventStoreSessionFactory");
        TransactionSession session = transactions
                .keep(() -> EventLoopGuard.await(open(), transactions::giveUp, AwaitingSessionFactory::abandon));
        T result;
        try {
            result = work.apply(new AwaitingEventStore(session, transactions));
        } catch (Throwable failure) {
            rollBack(session, failure);
            throw EventLoopGuard.<RuntimeException> unchanged(failure);
        }
        await(session.end(null));
        return result;
    }

    private Uni<TransactionSession> open() {
        return transactions.current().map(transaction -> Uni.createFrom().item(joined.join(transaction).open()))
                .orElseGet(sessions::open);
    }

    private void await(Uni<Void> end) {
        transactions.keep(() -> EventLoopGuard.await(end, transactions::giveUp, unused -> {
        }));
    }

    /** The rollback goes on also if this thread may not wait for it any more. */
    private void rollBack(TransactionSession session, Throwable failure) {
        try {
            await(session.end(failure).onFailure().recoverWithNull());
        } catch (EventStoreUnavailableException interrupted) {
            failure.addSuppressed(interrupted);
        }
    }

    /** Ends a session that was opened after its caller had been interrupted. */
    private static void abandon(TransactionSession session) {
        session.end(new CancellationException("The thread that opened the session was interrupted."))
                .subscribe().with(ended -> {
                }, rolledBack -> LOG.debug("A session was rolled back whose thread had been interrupted.", rolledBack));
    }
}
