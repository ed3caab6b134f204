package io.quarkiverse.eventstore;

import org.jspecify.annotations.Nullable;

/**
 * A failure of the event store. Each message names the thing, the expectation and the finding; drivers' exceptions are causes,
 * never thrown bare.
 */
public abstract sealed class EventStoreException extends RuntimeException
        permits ConcurrencyException, EventDeserializationException, EventStoreOverloadedException, EventStoreSchemaException,
        EventStoreStorageException, EventStoreUnavailableException, InlineProjectionException, TransactionRolledBackException,
        UnexpectedEventTypeException,
        UnknownEventTypeException {

    private static final long serialVersionUID = 1L;

    EventStoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
