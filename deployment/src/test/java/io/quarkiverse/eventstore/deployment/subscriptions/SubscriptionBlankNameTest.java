package io.quarkiverse.eventstore.deployment.subscriptions;

import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.deployment.subscriptions.CartEvent.Opened;
import io.quarkiverse.eventstore.subscription.Subscription;
import io.quarkus.test.QuarkusUnitTest;

class SubscriptionBlankNameTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.refused(
            "Subscription: expected a name of 1 to 200 characters, but it is ' '; correct @Subscription of class "
                    + "~SubscriptionBlankNameTest$Handlers.");

    @Test
    void a_blank_name_fails_the_build() {
        fail();
    }

    @Subscription(name = " ")
    static class Handlers {

        void on(Opened event) {
        }
    }
}
