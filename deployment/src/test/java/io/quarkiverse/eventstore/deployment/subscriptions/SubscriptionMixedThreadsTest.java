package io.quarkiverse.eventstore.deployment.subscriptions;

import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.deployment.subscriptions.CartEvent.ItemAdded;
import io.quarkiverse.eventstore.deployment.subscriptions.CartEvent.Opened;
import io.quarkiverse.eventstore.subscription.Subscription;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;

class SubscriptionMixedThreadsTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.refused(
            "Subscription cart: expected all handler methods to be called on one kind of thread, but "
                    + "~SubscriptionMixedThreadsTest$Handlers.on(CartEvent$ItemAdded) is for EVENT_LOOP and "
                    + "~SubscriptionMixedThreadsTest$Handlers.on(CartEvent$Opened) for WORKER; let all return the same, "
                    + "with the same annotations, or put them into two classes.");

    @Test
    void methods_for_different_kinds_of_threads_fail_the_build() {
        fail();
    }

    @Subscription(name = "cart")
    static class Handlers {

        void on(Opened event) {
        }

        Uni<Void> on(ItemAdded event) {
            return Uni.createFrom().voidItem();
        }
    }
}
