package io.quarkiverse.eventstore.deployment.subscriptions;

import static org.junit.jupiter.api.Assertions.fail;

import jakarta.inject.Singleton;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.deployment.subscriptions.CartEvent.ItemAdded;
import io.quarkiverse.eventstore.deployment.subscriptions.CartEvent.Opened;
import io.quarkiverse.eventstore.projection.Inline;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;

class InlineTwoNamesTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.refused(
            "Inline projection Handlers: expected the same name at all methods of class ~InlineTwoNamesTest$Handlers, but they have "
                    + "'one', 'two'; give all the same, or put them into several classes.");

    @Test
    void methods_with_different_names_fail_the_build() {
        fail();
    }

    @Singleton
    static class Handlers {

        @Inline("one")
        Uni<Void> on(Opened event) {
            return Uni.createFrom().voidItem();
        }

        @Inline("two")
        Uni<Void> on(ItemAdded event) {
            return Uni.createFrom().voidItem();
        }
    }
}
