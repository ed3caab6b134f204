package io.quarkiverse.eventstore.deployment.subscriptions;

import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.deployment.subscriptions.CartEvent.Opened;
import io.quarkiverse.eventstore.subscription.Subscription;
import io.quarkus.test.QuarkusUnitTest;

class SubscriptionAbstractTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.refused(
            "Subscription cart: expected class ~SubscriptionAbstractTest$Handlers to be a bean, but it is "
                    + "abstract; annotate a concrete class, at the top level or static.");

    @Test
    void an_abstract_class_fails_the_build() {
        fail();
    }

    @Subscription(name = "cart")
    abstract static class Handlers {

        void on(Opened event) {
        }
    }
}
