package io.quarkiverse.eventstore.deployment.subscriptions;

import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.EventStoreSession;
import io.quarkiverse.eventstore.deployment.subscriptions.CartEvent.ItemAdded;
import io.quarkiverse.eventstore.deployment.subscriptions.CartEvent.Opened;
import io.quarkiverse.eventstore.subscription.Subscription;
import io.quarkus.test.QuarkusUnitTest;

class SubscriptionMixedSessionsTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.refused(
            "Subscription cart: expected all handler methods to take an EventStoreSession, or none, but "
                    + "~SubscriptionMixedSessionsTest$Handlers.on(CartEvent$ItemAdded, EventStoreSession) takes one and "
                    + "~SubscriptionMixedSessionsTest$Handlers.on(CartEvent$Opened) does not; let all take one, or put them "
                    + "into two classes.");

    @Test
    void methods_with_and_without_a_session_fail_the_build() {
        fail();
    }

    @Subscription(name = "cart")
    static class Handlers {

        void on(Opened event) {
        }

        void on(ItemAdded event, EventStoreSession session) {
        }
    }
}
