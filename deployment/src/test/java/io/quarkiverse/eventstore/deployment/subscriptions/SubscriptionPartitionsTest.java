package io.quarkiverse.eventstore.deployment.subscriptions;

import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.deployment.subscriptions.CartEvent.Opened;
import io.quarkiverse.eventstore.subscription.Subscription;
import io.quarkus.test.QuarkusUnitTest;

class SubscriptionPartitionsTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.refused(
            "Subscription cart: expected a number of partitions of 1 to 1024, but it is 1025; correct "
                    + "@Subscription of class ~SubscriptionPartitionsTest$Handlers.");

    @Test
    void too_many_partitions_fail_the_build() {
        fail();
    }

    @Subscription(name = "cart", partitions = 1025)
    static class Handlers {

        void on(Opened event) {
        }
    }
}
