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

class InlineClearTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.refused(
            "Inline projection Handlers: expected method ~InlineClearTest$Handlers.clear(int) to take nothing or an "
                    + "EventStoreSession, but it takes something else; change the method or remove @Clear.");

    @Test
    void a_method_that_cannot_clear_fails_the_build() {
        fail();
    }

    @Singleton
    static class Handlers {

        @Inline
        Uni<Void> on(Opened event) {
            return Uni.createFrom().voidItem();
        }

        @Clear
        Uni<Void> clear(int number) {
            return Uni.createFrom().voidItem();
        }
    }
}
