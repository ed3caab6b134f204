package io.quarkiverse.eventstore.runtime.subscription;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.subscription.SubscriptionOptions;

/**
 * Checks what a subscription is started with.
 */
final class Given {

    private Given() {
    }

    static void all(@Nullable SubscriptionOptions options, @Nullable Class<?> eventType, @Nullable Object handler) {
        if (options == null) {
            throw new IllegalArgumentException("Subscription: expected options, but they are null.");
        }
        if (eventType == null || handler == null) {
            throw new IllegalArgumentException("Subscription " + options.name() + ": expected "
                    + (eventType == null ? "the class of its events" : "a handler") + ", but it is null.");
        }
        SubscriptionNames.requireUnreserved(options.name());
    }

    static void limit(String name, @Nullable Duration atMost) {
        if (atMost == null || atMost.isZero() || atMost.isNegative()) {
            throw new IllegalArgumentException("Subscription " + name + ": expected a time limit above 0, but it is " + atMost
                    + ".");
        }
    }

    static void maximum(String name, int maximum) {
        if (maximum < 1) {
            throw new IllegalArgumentException(
                    "Subscription " + name + ": expected a maximum of 1 parked event or more, but it "
                            + "is " + maximum + ".");
        }
    }
}
