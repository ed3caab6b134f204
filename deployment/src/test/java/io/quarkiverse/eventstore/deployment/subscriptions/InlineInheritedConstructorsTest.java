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

class InlineInheritedConstructorsTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.refused(
            "Inline projection Handlers: expected class ~InlineInheritedConstructorsTest$Handlers to be a bean, but it "
                    + "has several constructors, none without parameters and none annotated @Inject; "
                    + "annotate one of them @Inject.");

    @Test
    void a_class_that_inherits_and_has_no_constructor_for_beans_fails_the_build() {
        fail();
    }

    abstract static class Extended {

        @Inline
        Uni<Void> on(Opened event) {
            return Uni.createFrom().voidItem();
        }
    }

    @Singleton
    static class Handlers extends Extended {

        Handlers(EventStore store) {
        }

        Handlers(EventStore store, String stream) {
        }
    }
}
