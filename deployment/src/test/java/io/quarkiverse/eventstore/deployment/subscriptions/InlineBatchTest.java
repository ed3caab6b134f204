package io.quarkiverse.eventstore.deployment.subscriptions;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;

import jakarta.inject.Singleton;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.deployment.subscriptions.CartEvent.Opened;
import io.quarkiverse.eventstore.projection.Inline;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;

class InlineBatchTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.refused(
            "Inline projection Handlers: expected method ~InlineBatchTest$Handlers.on(List) to take one event, but it takes a list; "
                    + "take the event type itself.");

    @Test
    void methods_that_take_batches_fail_the_build() {
        fail();
    }

    @Singleton
    static class Handlers {

        @Inline
        Uni<Void> on(List<RecordedEvent<Opened>> events) {
            return Uni.createFrom().voidItem();
        }
    }
}
