package io.quarkiverse.eventstore.deployment.subscriptions;

import static org.junit.jupiter.api.Assertions.fail;

import jakarta.inject.Singleton;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.deployment.subscriptions.CartEvent.Opened;
import io.quarkiverse.eventstore.projection.Inline;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;

class InlineSameTypeTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.refused(
            "Inline projection Handlers: expected one method for events of type ~CartEvent$Opened, but "
                    + "~InlineSameTypeTest$Handlers.first(CartEvent$Opened) and ~InlineSameTypeTest$Handlers.second(RecordedEvent) "
                    + "take them; remove @Inline from one of them.");

    @Test
    void two_methods_for_a_type_fail_the_build() {
        fail();
    }

    @Singleton
    static class Handlers {

        @Inline
        Uni<Void> first(Opened event) {
            return Uni.createFrom().voidItem();
        }

        @Inline
        Uni<Void> second(RecordedEvent<Opened> event) {
            return Uni.createFrom().voidItem();
        }
    }
}
