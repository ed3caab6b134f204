package io.quarkiverse.eventstore.deployment.subscriptions;

import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.deployment.subscriptions.CartEvent.Opened;
import io.quarkiverse.eventstore.subscription.Subscription;
import io.quarkus.test.QuarkusUnitTest;

class SubscriptionNameClashTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.refused(
            "Subscription cart: expected one class with that name, but ~SubscriptionNameClashTest$One and "
                    + "~SubscriptionNameClashTest$Other have it; give one of them another name.");

    @Test
    void two_classes_with_the_same_name_fail_the_build() {
        fail();
    }

    @Subscription(name = "cart")
    static class One {

        void on(Opened event) {
        }
    }

    @Subscription(name = "cart")
    static class Other {

        void on(Opened event) {
        }
    }
}
