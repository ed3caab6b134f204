package io.quarkiverse.eventstore;

/**
 * An {@link EventStoreSession} for imperative code.
 * <p>
 * Valid only until the work handed to {@link BlockingEventStoreSessionFactory#withSession} returns; used later, its methods
 * fail with an {@link IllegalStateException}.
 */
public interface BlockingEventStoreSession extends BlockingEventStore {
}
