package io.quarkiverse.eventstore.deployment.subscriptions;

import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.subscription.Subscription;
import io.quarkus.test.QuarkusUnitTest;

class SubscriptionNoEventTypeTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.refused(
            "Subscription cart: expected method ~SubscriptionNoEventTypeTest$Handlers.on(RecordedEvent) to take "
                    + "an event type, but no event class is a java.lang.String; seal the interface of its events or "
                    + "annotate their classes with @EventType.");

    @Test
    void a_recorded_event_of_something_else_fails_the_build() {
        fail();
    }

    @Subscription(name = "cart")
    static class Handlers {

        void on(RecordedEvent<String> event) {
        }
    }
}
