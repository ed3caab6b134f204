package io.quarkiverse.eventstore.deployment.subscriptions;

import static org.junit.jupiter.api.Assertions.fail;

import jakarta.inject.Singleton;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.projection.Inline;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;

class InlineOtherParameterTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.refused(
            "Inline projection Handlers: expected method ~InlineOtherParameterTest$Handlers.on(String) to take an event "
                    + "type or a RecordedEvent of one, but it does not; change the method or remove @Inline.");

    @Test
    void methods_without_event_fail_the_build() {
        fail();
    }

    @Singleton
    static class Handlers {

        @Inline
        Uni<Void> on(String event) {
            return Uni.createFrom().voidItem();
        }
    }
}
