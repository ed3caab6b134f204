package io.quarkiverse.eventstore.deployment.subscriptions;

import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.subscription.Subscription;
import io.quarkus.test.QuarkusUnitTest;

class SubscriptionRawEventTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.refused(
            "Subscription cart: expected method ~SubscriptionRawEventTest$Handlers.on(RecordedEvent) to say which "
                    + "events it takes, but its first parameter has no class as type argument; declare RecordedEvent<…> "
                    + "with an event type.");

    @Test
    void a_recorded_event_of_an_unknown_type_fails_the_build() {
        fail();
    }

    @Subscription(name = "cart")
    static class Handlers {

        <E> void on(RecordedEvent<E> event) {
        }
    }
}
