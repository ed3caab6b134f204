package io.quarkiverse.eventstore.runtime.store;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.BlockingEventStoreSession;
import io.quarkiverse.eventstore.BlockingEventStoreSessionFactory;

/**
 * The blocking session factory: the work runs on the calling thread, which waits for the transaction.
 */
public final class AwaitingSessionFactory implements BlockingEventStoreSessionFactory {

    private final TransactionSessionFactory sessions;

    public AwaitingSessionFactory(TransactionSessionFactory sessions) {
        this.sessions = sessions;
    }

    @Override
    public <T extends @Nullable Object> T withSession(Function<BlockingEventStoreSession, T> work) {
        EventLoopGuard.requireBlockingAllowed("BlockingEventStoreSessionFactory", "EventStoreSessionFactory");
        TransactionSession session = EventLoopGuard.await(sessions.open());
        T result;
        try {
            result = work.apply(new AwaitingEventStore(session));
        } catch (Throwable failure) {
            throw rolledBack(session, failure);
        }
        EventLoopGuard.await(session.end(null));
        return result;
    }

    private static <X extends Throwable> RuntimeException rolledBack(TransactionSession session, Throwable failure) throws X {
        EventLoopGuard.await(session.end(failure).onFailure().recoverWithNull());
        @SuppressWarnings("unchecked") // the compiler's view only: what the work threw passes unchanged
        X unchanged = (X) failure;
        throw unchanged;
    }
}
