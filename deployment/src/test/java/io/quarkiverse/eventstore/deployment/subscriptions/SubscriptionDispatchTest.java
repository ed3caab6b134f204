package io.quarkiverse.eventstore.deployment.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.deployment.subscriptions.CartEvent.ItemAdded;
import io.quarkiverse.eventstore.deployment.subscriptions.CartEvent.ItemEvent;
import io.quarkiverse.eventstore.deployment.subscriptions.CartEvent.ItemRemoved;
import io.quarkiverse.eventstore.deployment.subscriptions.CartEvent.Opened;
import io.quarkiverse.eventstore.subscription.Subscription;
import io.quarkiverse.eventstore.subscription.UnknownEvents;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;

class SubscriptionDispatchTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.started();

    @Inject
    EventStore store;

    @Inject
    PerEvent perEvent;

    @Inject
    Narrow narrow;

    @Inject
    Everything everything;

    @Test
    void each_event_goes_to_the_method_with_the_most_specific_type() {
        append("dispatch-1", new Opened("ann"), new ItemAdded("tea"), new ItemRemoved("tea"));

        assertThat(perEvent.received.await(3))
                .containsExactly("cart Opened[customer=ann]", "added tea", "item 3 of dispatch-1 ItemRemoved[item=tea]");
    }

    @Test
    void events_that_no_method_takes_are_passed_over() {
        append("narrow-1", new Opened("ann"), new ItemAdded("tea"), new Opened("bob"), new ItemAdded("milk"));

        assertThat(narrow.received.await(2)).containsExactly(new ItemAdded("tea"), new ItemAdded("milk"));
    }

    @Test
    void a_recorded_event_of_any_type_takes_all_events_of_its_streams() {
        append("everything-1", new Opened("ann"), new ItemAdded("tea"));

        assertThat(everything.received.await(2)).containsExactly(new Opened("ann"), new ItemAdded("tea"));
    }

    private void append(String stream, CartEvent... events) {
        store.appendToStream(stream, List.of(events)).await().indefinitely();
    }

    abstract static class Inherited {

        final Received<String> received = new Received<>();

        void onItem(RecordedEvent<ItemEvent> event) {
            received.add("item " + event.streamVersion() + " of " + event.streamName() + " " + event.data());
        }

        void onCart(CartEvent event) {
            received.add("overridden");
        }
    }

    @Singleton
    @Subscription(name = "per-event", category = "dispatch")
    static class PerEvent extends Inherited {

        void onAdded(ItemAdded event) {
            received.add("added " + event.item());
        }

        @Override
        void onCart(CartEvent event) {
            received.add("cart " + event);
        }

        void noHandler(String text) {
            received.add(text);
        }

        static void noHandler(CartEvent event) {
            throw new IllegalStateException(event.toString());
        }

        @SuppressWarnings("unused")
        private void helper(ItemRemoved event) {
            throw new IllegalStateException(event.toString());
        }
    }

    @Subscription(name = "narrow", streamPrefix = "narrow-", unknownEvents = UnknownEvents.SKIP)
    static class Narrow {

        final Received<ItemEvent> received = new Received<>();

        Uni<Void> on(ItemEvent event) {
            received.add(event);
            return Uni.createFrom().voidItem();
        }
    }

    @Subscription(name = "everything", category = "everything")
    static class Everything {

        final Received<Object> received = new Received<>();

        void on(RecordedEvent<?> event) {
            received.add(event.data());
        }
    }
}
