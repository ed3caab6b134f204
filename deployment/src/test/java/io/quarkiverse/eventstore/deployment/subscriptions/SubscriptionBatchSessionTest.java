package io.quarkiverse.eventstore.deployment.subscriptions;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.EventStoreSession;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.subscription.Subscription;
import io.quarkus.test.QuarkusUnitTest;

class SubscriptionBatchSessionTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.refused(
            "Subscription cart: expected method ~SubscriptionBatchSessionTest$Handlers.on(List, "
                    + "EventStoreSession) to have the batch as its only parameter, but it has 2; take the events one by one "
                    + "if they need an EventStoreSession.");

    @Test
    void a_method_for_batches_with_a_session_fails_the_build() {
        fail();
    }

    @Subscription(name = "cart")
    static class Handlers {

        void on(List<RecordedEvent<CartEvent>> events, EventStoreSession session) {
        }
    }
}
