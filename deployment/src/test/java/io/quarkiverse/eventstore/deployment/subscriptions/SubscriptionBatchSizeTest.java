package io.quarkiverse.eventstore.deployment.subscriptions;

import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.deployment.subscriptions.CartEvent.Opened;
import io.quarkiverse.eventstore.subscription.Subscription;
import io.quarkus.test.QuarkusUnitTest;

class SubscriptionBatchSizeTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.refused(
            "Subscription cart: expected a batch size of 1 to 2147483647, but it is 0; correct @Subscription of "
                    + "class ~SubscriptionBatchSizeTest$Handlers.");

    @Test
    void a_batch_size_below_1_fails_the_build() {
        fail();
    }

    @Subscription(name = "cart", batchSize = 0)
    static class Handlers {

        void on(Opened event) {
        }
    }
}
