package io.quarkiverse.eventstore;

import org.jspecify.annotations.Nullable;

/**
 * The database rolled a transaction back to resolve a deadlock or a serialization failure between transactions. Nothing of it
 * was stored; it is safe to repeat.
 */
public final class TransactionRolledBackException extends EventStoreException {

    private static final long serialVersionUID = 1L;

    public TransactionRolledBackException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
