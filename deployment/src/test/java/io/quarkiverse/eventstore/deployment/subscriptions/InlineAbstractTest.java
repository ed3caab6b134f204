package io.quarkiverse.eventstore.deployment.subscriptions;

import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.deployment.subscriptions.CartEvent.Opened;
import io.quarkiverse.eventstore.projection.Inline;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;

class InlineAbstractTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.refused(
            "Inline projection Handlers: expected class ~InlineAbstractTest$Handlers to be a bean, but it is abstract; "
                    + "annotate methods of a concrete class, at the top level or static, or of one that such a class extends.");

    @Test
    void an_abstract_class_that_no_other_extends_fails_the_build() {
        fail();
    }

    abstract static class Handlers {

        @Inline
        Uni<Void> on(Opened event) {
            return Uni.createFrom().voidItem();
        }
    }
}
