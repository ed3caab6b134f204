package io.quarkiverse.eventstore.deployment.subscriptions;

import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.deployment.subscriptions.CartEvent.Opened;
import io.quarkiverse.eventstore.subscription.Subscription;
import io.quarkus.test.QuarkusUnitTest;

class SubscriptionOtherParameterTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.refused(
            "Subscription cart: expected method ~SubscriptionOtherParameterTest$Handlers.on(CartEvent$Opened, "
                    + "String) to have at most an EventStoreSession as further parameter, but it has others; make it "
                    + "private if it is no handler.");

    @Test
    void a_method_with_another_parameter_fails_the_build() {
        fail();
    }

    @Subscription(name = "cart")
    static class Handlers {

        void on(Opened event, String text) {
        }
    }
}
