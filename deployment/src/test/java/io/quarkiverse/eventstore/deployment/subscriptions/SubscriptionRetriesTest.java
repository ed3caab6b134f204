package io.quarkiverse.eventstore.deployment.subscriptions;

import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.deployment.subscriptions.CartEvent.Opened;
import io.quarkiverse.eventstore.subscription.Subscription;
import io.quarkus.test.QuarkusUnitTest;

class SubscriptionRetriesTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.refused(
            "Failure policy: expected 0 retries or more, but they are -1; correct @Subscription of class "
                    + "~SubscriptionRetriesTest$Handlers.");

    @Test
    void a_negative_number_of_retries_fails_the_build() {
        fail();
    }

    @Subscription(name = "cart", retries = -1)
    static class Handlers {

        void on(Opened event) {
        }
    }
}
