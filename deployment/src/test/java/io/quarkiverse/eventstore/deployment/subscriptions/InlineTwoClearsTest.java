package io.quarkiverse.eventstore.deployment.subscriptions;

import static org.junit.jupiter.api.Assertions.fail;

import jakarta.inject.Singleton;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.deployment.subscriptions.CartEvent.Opened;
import io.quarkiverse.eventstore.projection.Clear;
import io.quarkiverse.eventstore.projection.Inline;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;

class InlineTwoClearsTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.refused(
            "Inline projection Handlers: expected at most one method annotated @Clear in class ~InlineTwoClearsTest$Handlers, but "
                    + "there are 2; have one of them call the others.");

    @Test
    void two_methods_that_clear_fail_the_build() {
        fail();
    }

    @Singleton
    static class Handlers {

        @Inline
        Uni<Void> on(Opened event) {
            return Uni.createFrom().voidItem();
        }

        @Clear
        Uni<Void> clear() {
            return Uni.createFrom().voidItem();
        }

        @Clear
        Uni<Void> clearMore() {
            return Uni.createFrom().voidItem();
        }
    }
}
