package io.quarkiverse.eventstore.deployment.subscriptions;

import static org.junit.jupiter.api.Assertions.fail;

import jakarta.inject.Singleton;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.deployment.subscriptions.CartEvent.Opened;
import io.quarkiverse.eventstore.projection.Inline;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;

class InlineResultTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.refused(
            "Inline projection Handlers: expected method ~InlineResultTest$Handlers.on(CartEvent$Opened) to return Uni<Void>, but "
                    + "it returns io.smallrye.mutiny.Uni<java.lang.String>; change the method or remove @Inline.");

    @Test
    void methods_that_return_something_else_fail_the_build() {
        fail();
    }

    @Singleton
    static class Handlers {

        @Inline
        Uni<String> on(Opened event) {
            return Uni.createFrom().item("done");
        }
    }
}
