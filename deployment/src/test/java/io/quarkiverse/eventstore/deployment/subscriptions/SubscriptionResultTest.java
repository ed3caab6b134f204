package io.quarkiverse.eventstore.deployment.subscriptions;

import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.deployment.subscriptions.CartEvent.Opened;
import io.quarkiverse.eventstore.subscription.Subscription;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;

class SubscriptionResultTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.refused(
            "Subscription cart: expected method ~SubscriptionResultTest$Handlers.on(CartEvent$Opened) to return "
                    + "void or Uni<Void>, but it returns io.smallrye.mutiny.Uni<java.lang.String>; make it private if it is "
                    + "no handler.");

    @Test
    void a_method_with_another_result_fails_the_build() {
        fail();
    }

    @Subscription(name = "cart")
    static class Handlers {

        Uni<String> on(Opened event) {
            return Uni.createFrom().item(event.customer());
        }
    }
}
