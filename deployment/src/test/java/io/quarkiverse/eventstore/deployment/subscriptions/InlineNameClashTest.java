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

class InlineNameClashTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.refused(
            "Inline projection same: expected one class with that name, but ~InlineNameClashTest$One and "
                    + "~InlineNameClashTest$Two have it; give one of them another name.");

    @Test
    void classes_with_the_same_name_fail_the_build() {
        fail();
    }

    @Singleton
    static class One {

        @Inline("same")
        Uni<Void> on(Opened event) {
            return Uni.createFrom().voidItem();
        }
    }

    @Singleton
    static class Two {

        @Inline("same")
        Uni<Void> on(ItemAdded event) {
            return Uni.createFrom().voidItem();
        }
    }
}
