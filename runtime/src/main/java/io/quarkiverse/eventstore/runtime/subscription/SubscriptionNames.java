package io.quarkiverse.eventstore.runtime.subscription;

/**
 * Names that applications may give to subscriptions.
 */
public final class SubscriptionNames {

    private static final char RESERVED = '@';

    private SubscriptionNames() {
    }

    /** Refuses a name that could be that of a projection's subscription, such as {@code cart-summary@2}. */
    public static void requireUnreserved(String name) {
        if (name.indexOf(RESERVED) >= 0) {
            throw new IllegalArgumentException("Subscription " + name + ": expected a name without '" + RESERVED
                    + "', which is kept for the subscriptions of projections, but there is one.");
        }
    }
}
