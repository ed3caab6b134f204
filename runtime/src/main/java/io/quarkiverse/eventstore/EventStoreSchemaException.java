package io.quarkiverse.eventstore;

import org.jspecify.annotations.Nullable;

/**
 * The event store's tables are missing, incomplete or of another version than the application needs.
 */
public final class EventStoreSchemaException extends EventStoreException {

    private static final long serialVersionUID = 1L;

    public EventStoreSchemaException(String message) {
        this(message, null);
    }

    public EventStoreSchemaException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
