package io.quarkiverse.eventstore;

import org.jspecify.annotations.Nullable;

/**
 * The database cannot be reached, or the connection was lost before the answer came.
 * <p>
 * Safe to repeat: every read; an append with {@link ExpectedStreamVersion#exactly(long)} or
 * {@link ExpectedStreamVersion#noStream()} and the same event ids. Not safe to repeat blindly: an append with
 * {@link ExpectedStreamVersion#any()} or {@link ExpectedStreamVersion#streamExists()}, and a session, since it may have
 * committed before the connection was lost.
 */
public final class EventStoreUnavailableException extends EventStoreException {

    private static final long serialVersionUID = 1L;

    public EventStoreUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
