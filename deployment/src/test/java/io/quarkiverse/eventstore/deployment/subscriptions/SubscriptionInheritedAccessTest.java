package io.quarkiverse.eventstore.deployment.subscriptions;

import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.deployment.subscriptions.library.Notes;
import io.quarkiverse.eventstore.subscription.Subscription;
import io.quarkus.test.QuarkusUnitTest;

class SubscriptionInheritedAccessTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.refused(
            "Subscription cart: expected method ~library.Notes.on(Notes$Noted) to be public, since class "
                    + "~SubscriptionInheritedAccessTest$Handlers inherits it from another package, but it is not; declare it "
                    + "public.")
            .withApplicationRoot(jar -> jar.addClasses(Application.class, Notes.class, Notes.Noted.class));

    @Test
    void a_method_from_another_package_that_is_not_public_fails_the_build() {
        fail();
    }

    @Subscription(name = "cart")
    static class Handlers extends Notes {
    }
}
