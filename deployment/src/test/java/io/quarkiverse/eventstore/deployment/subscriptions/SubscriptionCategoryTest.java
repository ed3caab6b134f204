package io.quarkiverse.eventstore.deployment.subscriptions;

import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.deployment.subscriptions.CartEvent.Opened;
import io.quarkiverse.eventstore.subscription.Subscription;
import io.quarkus.test.QuarkusUnitTest;

class SubscriptionCategoryTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.refused(
            "Event filter: expected a category, which is a name without '-', but it is 'cart-1'; correct "
                    + "@Subscription of class ~SubscriptionCategoryTest$Handlers.");

    @Test
    void an_invalid_category_fails_the_build() {
        fail();
    }

    @Subscription(name = "cart", category = "cart-1")
    static class Handlers {

        void on(Opened event) {
        }
    }
}
