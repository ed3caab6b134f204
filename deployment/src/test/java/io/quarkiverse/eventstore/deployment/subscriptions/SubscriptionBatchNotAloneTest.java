package io.quarkiverse.eventstore.deployment.subscriptions;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.deployment.subscriptions.CartEvent.Opened;
import io.quarkiverse.eventstore.subscription.Subscription;
import io.quarkus.test.QuarkusUnitTest;

class SubscriptionBatchNotAloneTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.refused(
            "Subscription cart: expected the method for batches "
                    + "~SubscriptionBatchNotAloneTest$Handlers.batch(List) to be the only handler method of its class, but "
                    + "~SubscriptionBatchNotAloneTest$Handlers.on(CartEvent$Opened) is one, too; put them into two classes.");

    @Test
    void a_method_for_batches_with_others_beside_it_fails_the_build() {
        fail();
    }

    @Subscription(name = "cart")
    static class Handlers {

        void batch(List<RecordedEvent<CartEvent>> events) {
        }

        void on(Opened event) {
        }
    }
}
