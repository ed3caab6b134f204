package io.quarkiverse.eventstore.runtime.subscription;

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
    }
}
