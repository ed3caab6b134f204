package io.quarkiverse.eventstore.deployment.subscriptions;

import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.deployment.subscriptions.CartEvent.Opened;
import io.quarkiverse.eventstore.projection.Inline;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;

class InlineInnerTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.refused(
            "Inline projection Handlers: expected class ~InlineInnerTest$Handlers to be a bean, but it is an inner class; "
                    + "annotate methods of a concrete class, at the top level or static, or of one that such a class extends.");

    @Test
    void an_inner_class_fails_the_build() {
        fail();
    }

    class Handlers {

        @Inline
        Uni<Void> on(Opened event) {
            return Uni.createFrom().voidItem();
        }
    }
}
