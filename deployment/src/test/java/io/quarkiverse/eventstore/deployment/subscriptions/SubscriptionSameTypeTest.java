package io.quarkiverse.eventstore.deployment.subscriptions;

import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.deployment.subscriptions.CartEvent.Opened;
import io.quarkiverse.eventstore.subscription.Subscription;
import io.quarkus.test.QuarkusUnitTest;

class SubscriptionSameTypeTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.refused(
            "Subscription cart: expected one method for events of type ~CartEvent$Opened, but "
                    + "~SubscriptionSameTypeTest$Handlers.first(CartEvent$Opened) and "
                    + "~SubscriptionSameTypeTest$Handlers.second(RecordedEvent) take them; make one of them private.");

    @Test
    void two_methods_for_the_same_type_fail_the_build() {
        fail();
    }

    @Subscription(name = "cart")
    static class Handlers {

        void first(Opened event) {
        }

        void second(RecordedEvent<Opened> event) {
        }
    }
}
