package io.quarkiverse.eventstore.runtime.subscription.delivery;

import io.quarkiverse.eventstore.EventStoreUnavailableException;
import io.quarkiverse.eventstore.TransactionRolledBackException;

/**
 * Says that a handler failed, and how many events were handled before.
 */
public final class DeliveryFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int handled;
    private final Throwable reason;

    public DeliveryFailedException(int handled, Throwable reason) {
        super(reason.getMessage(), reason, false, false);
        this.handled = handled;
        this.reason = reason;
    }

    public int handled() {
        return handled;
    }

    public Throwable reason() {
        return reason;
    }

    /** Whether the handler is not to blame: the event store was away, or undid the transaction. */
    public boolean isOfStorage() {
        return isOfStorage(reason);
    }

    /** Whether who failed for that reason is not to blame. */
    public static boolean isOfStorage(Throwable reason) {
        Throwable cause = reason;
        for (int depth = 0; cause != null && depth < 20; depth++) {
            if (cause instanceof EventStoreUnavailableException || cause instanceof TransactionRolledBackException
                    || cause instanceof LeaseLostException) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
