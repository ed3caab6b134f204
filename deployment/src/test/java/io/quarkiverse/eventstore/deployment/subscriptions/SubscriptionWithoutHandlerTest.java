package io.quarkiverse.eventstore.deployment.subscriptions;

import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.subscription.Subscription;
import io.quarkus.test.QuarkusUnitTest;

class SubscriptionWithoutHandlerTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.refused(
            "Subscription cart: expected a handler method in class ~SubscriptionWithoutHandlerTest$Handlers, but "
                    + "there is none; add a method that is neither private nor static and whose first parameter is an event "
                    + "type, a RecordedEvent of one, or a List of RecordedEvents of one.");

    @Test
    void a_class_without_a_handler_method_fails_the_build() {
        fail();
    }

    @Subscription(name = "cart")
    static class Handlers {

        void on(String text) {
        }
    }
}
