package io.quarkiverse.eventstore.deployment.subscriptions;

import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.deployment.subscriptions.CartEvent.ItemEvent;
import io.quarkiverse.eventstore.deployment.subscriptions.CartEvent.UrgentEvent;
import io.quarkiverse.eventstore.subscription.Subscription;
import io.quarkus.test.QuarkusUnitTest;

class SubscriptionAmbiguousTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.refused(
            "Subscription cart: expected one most specific method for event class ~CartEvent$ItemSoldOut, but "
                    + "neither ~SubscriptionAmbiguousTest$Handlers.on(CartEvent$ItemEvent) nor "
                    + "~SubscriptionAmbiguousTest$Handlers.on(CartEvent$UrgentEvent) is more specific; add a method for "
                    + "that class.");

    @Test
    void an_event_class_with_two_methods_of_which_neither_is_more_specific_fails_the_build() {
        fail();
    }

    @Subscription(name = "cart")
    static class Handlers {

        void on(ItemEvent event) {
        }

        void on(UrgentEvent event) {
        }
    }
}
