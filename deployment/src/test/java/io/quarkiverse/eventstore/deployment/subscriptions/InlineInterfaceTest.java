package io.quarkiverse.eventstore.deployment.subscriptions;

import static org.junit.jupiter.api.Assertions.fail;

import jakarta.inject.Singleton;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.deployment.subscriptions.CartEvent.Opened;
import io.quarkiverse.eventstore.projection.Inline;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;

class InlineInterfaceTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.refused(
            "Inline projection Handlers: expected class ~InlineInterfaceTest$Handlers to be a bean, but it is an interface; "
                    + "annotate methods of a concrete class, at the top level or static, or of one that such a class extends.");

    @Test
    void a_default_method_fails_the_build() {
        fail();
    }

    interface Handlers {

        @Inline
        default Uni<Void> on(Opened event) {
            return Uni.createFrom().voidItem();
        }
    }

    @Singleton
    static class Implementation implements Handlers {
    }
}
