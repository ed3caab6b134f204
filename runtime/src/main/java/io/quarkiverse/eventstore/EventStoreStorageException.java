package io.quarkiverse.eventstore;

/**
 * The database refused an operation for a reason of its own, such as a missing privilege or a full disk; the cause has the
 * driver's words. Nothing of the operation was stored.
 */
public final class EventStoreStorageException extends EventStoreException {

    private static final long serialVersionUID = 1L;

    public EventStoreStorageException(String message, Throwable cause) {
        super(message, cause);
    }
}
