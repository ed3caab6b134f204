package io.quarkiverse.eventstore.deployment.subscriptions;

import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.deployment.subscriptions.CartEvent.Opened;
import io.quarkiverse.eventstore.subscription.Subscription;
import io.quarkus.test.QuarkusUnitTest;

class SubscriptionConstructorsTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.refused(
            "Subscription cart: expected class ~SubscriptionConstructorsTest$Handlers to be a bean, but it has several "
                    + "constructors, none without parameters and none annotated @Inject; annotate one of them @Inject.");

    @Test
    void a_class_without_a_constructor_for_beans_fails_the_build() {
        fail();
    }

    @Subscription(name = "cart")
    static class Handlers {

        Handlers(EventStore store) {
        }

        Handlers(EventStore store, String stream) {
        }

        void on(Opened event) {
        }
    }
}
