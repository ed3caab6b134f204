package io.quarkiverse.eventstore.deployment.subscriptions;

import static org.junit.jupiter.api.Assertions.fail;

import jakarta.inject.Singleton;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.deployment.subscriptions.CartEvent.Opened;
import io.quarkiverse.eventstore.projection.Inline;
import io.quarkus.test.QuarkusUnitTest;

class InlineVoidTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.refused(
            "Inline projection Handlers: expected method ~InlineVoidTest$Handlers.on(CartEvent$Opened) to return Uni<Void> and not "
                    + "to block, but it returns void; an append answers on an event loop, and its projections with it.");

    @Test
    void methods_that_return_void_fail_the_build() {
        fail();
    }

    @Singleton
    static class Handlers {

        @Inline
        void on(Opened event) {
        }
    }
}
