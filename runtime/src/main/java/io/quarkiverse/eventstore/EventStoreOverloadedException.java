package io.quarkiverse.eventstore;

/**
 * More appends are waiting for the database than the application allows. This one was not sent; it is safe to repeat once the
 * load is lower.
 */
public final class EventStoreOverloadedException extends EventStoreException {

    private static final long serialVersionUID = 1L;

    public EventStoreOverloadedException(String message) {
        super(message, null);
    }
}
