package io.quarkiverse.eventstore.deployment.subscriptions;

import static org.junit.jupiter.api.Assertions.fail;

import jakarta.inject.Singleton;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.projection.Clear;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;

class InlineClearAloneTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.refused(
            "Inline projection Handlers: expected methods annotated @Inline in class ~InlineClearAloneTest$Handlers, since one of "
                    + "its methods is annotated @Clear, but there are none; remove @Clear.");

    @Test
    void a_class_without_inline_methods_fails_the_build() {
        fail();
    }

    @Singleton
    static class Handlers {

        @Clear
        Uni<Void> clear() {
            return Uni.createFrom().voidItem();
        }
    }
}
