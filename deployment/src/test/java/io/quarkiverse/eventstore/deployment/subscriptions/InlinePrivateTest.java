package io.quarkiverse.eventstore.deployment.subscriptions;

import static org.junit.jupiter.api.Assertions.fail;

import jakarta.inject.Singleton;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.deployment.subscriptions.CartEvent.Opened;
import io.quarkiverse.eventstore.projection.Inline;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;

class InlinePrivateTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.refused(
            "Inline projection Handlers: expected method ~InlinePrivateTest$Handlers.on(CartEvent$Opened) to be neither private "
                    + "nor static, but it is; change the method or remove @Inline.");

    @Test
    void private_methods_fail_the_build() {
        fail();
    }

    @Singleton
    static class Handlers {

        @Inline
        private Uni<Void> on(Opened event) {
            return Uni.createFrom().voidItem();
        }
    }
}
