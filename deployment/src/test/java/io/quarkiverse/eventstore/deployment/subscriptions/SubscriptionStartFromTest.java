package io.quarkiverse.eventstore.deployment.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.deployment.subscriptions.CartEvent.ItemAdded;
import io.quarkiverse.eventstore.subscription.Subscription;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.QuarkusUnitTest;

/** When they start for the first time, three events are there. */
class SubscriptionStartFromTest {

    private static final String DECLARED = "quarkus.event-store.subscriptions.declared.";

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.started()
            .overrideRuntimeConfigKey(DECLARED + "at-a-position.start-from", "3")
            .overrideRuntimeConfigKey(DECLARED + "at-the-end.start-from", "end");

    @Inject
    EventStore store;

    @Inject
    AtAPosition atAPosition;

    @Inject
    AtTheEnd atTheEnd;

    @Inject
    AsDeclared asDeclared;

    @Test
    void they_begin_where_the_configuration_says_or_else_as_they_are_declared() {
        append(store, 1);

        assertThat(atAPosition.received.await(2)).containsExactly(3L, 4L);
        assertThat(atTheEnd.received.await(1)).containsExactly(4L);
        assertThat(asDeclared.received.await(4)).containsExactly(1L, 2L, 3L, 4L);
    }

    private static void append(EventStore store, int events) {
        for (int i = 0; i < events; i++) {
            store.appendToStream("cart-1", List.of(new ItemAdded("tea"))).await().indefinitely();
        }
    }

    @Singleton
    static class Appender {

        void onStart(@Observes StartupEvent event, EventStore store) {
            append(store, 3);
        }
    }

    @Subscription(name = "at-a-position")
    static class AtAPosition {

        final Received<Long> received = new Received<>();

        void on(RecordedEvent<ItemAdded> event) {
            received.add(event.globalPosition());
        }
    }

    @Subscription(name = "at-the-end")
    static class AtTheEnd {

        final Received<Long> received = new Received<>();

        void on(RecordedEvent<ItemAdded> event) {
            received.add(event.globalPosition());
        }
    }

    @Subscription(name = "as-declared")
    static class AsDeclared {

        final Received<Long> received = new Received<>();

        void on(RecordedEvent<ItemAdded> event) {
            received.add(event.globalPosition());
        }
    }
}
