package io.quarkiverse.eventstore;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * The {@link EventStoreSessionFactory} for imperative code: the same contract, the work runs on the calling thread.
 */
public interface BlockingEventStoreSessionFactory {

    /**
     * Runs work in a new transaction on the calling thread and commits when it returns.
     * <p>
     * The transaction is rolled back if the work throws, or if any append in it failed, even if the work caught that failure.
     * Called on an event-loop thread, it fails at once with an {@link IllegalStateException}.
     *
     * @see EventStoreSessionFactory#withSession
     */
    <T extends @Nullable Object> T withSession(Function<BlockingEventStoreSession, T> work);
}
