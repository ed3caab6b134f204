package io.quarkiverse.eventstore.deployment.subscriptions;

import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.deployment.subscriptions.CartEvent.Opened;
import io.quarkiverse.eventstore.subscription.Subscription;
import io.quarkus.test.QuarkusUnitTest;

class SubscriptionReservedNameTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.refused(
            "Subscription cart@2: expected a name without '@', which is kept for the subscriptions of projections, but there is "
                    + "one; correct @Subscription of class ~SubscriptionReservedNameTest$Handlers.");

    @Test
    void a_name_like_that_of_a_projections_subscription_fails_the_build() {
        fail();
    }

    @Subscription(name = "cart@2")
    static class Handlers {

        void on(Opened event) {
        }
    }
}
