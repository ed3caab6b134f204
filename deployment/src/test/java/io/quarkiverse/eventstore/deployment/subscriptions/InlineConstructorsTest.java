package io.quarkiverse.eventstore.deployment.subscriptions;

import static org.junit.jupiter.api.Assertions.fail;

import jakarta.inject.Singleton;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.deployment.subscriptions.CartEvent.Opened;
import io.quarkiverse.eventstore.projection.Inline;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;

class InlineConstructorsTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.refused(
            "Inline projection Handlers: expected class ~InlineConstructorsTest$Handlers to be a bean, but it has several "
                    + "constructors, none without parameters and none annotated @Inject; annotate one of them @Inject.");

    @Test
    void a_class_without_a_constructor_for_beans_fails_the_build() {
        fail();
    }

    @Singleton
    static class Handlers {

        Handlers(EventStore store) {
        }

        Handlers(EventStore store, String stream) {
        }

        @Inline
        Uni<Void> on(Opened event) {
            return Uni.createFrom().voidItem();
        }
    }
}
