package io.quarkiverse.eventstore.deployment.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.EventStoreSession;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.deployment.subscriptions.CartEvent.ItemAdded;
import io.quarkiverse.eventstore.deployment.subscriptions.CartEvent.Opened;
import io.quarkiverse.eventstore.subscription.FailurePolicy.WhenExhausted;
import io.quarkiverse.eventstore.subscription.Subscription;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;

class SubscriptionHandlerKindsTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.started();

    @Inject
    EventStore store;

    @Inject
    Batches batches;

    @Inject
    Copies copies;

    @Inject
    BlockingCopies blockingCopies;

    @Inject
    Parking parking;

    @Test
    void a_list_of_recorded_events_takes_batches() {
        append("batch-1", new Opened("ann"), new ItemAdded("tea"), new ItemAdded("milk"));

        assertThat(batches.received.await(1).get(0)).hasSizeLessThanOrEqualTo(2);
        assertThat(batches.received.await(2).stream().flatMap(List::stream))
                .containsExactly(new Opened("ann"), new ItemAdded("tea"), new ItemAdded("milk"));
    }

    @Test
    void a_session_shares_the_transaction_of_the_checkpoint() {
        append("original-1", new Opened("ann"));

        copies.received.await(2);

        assertThat(store.readStream("copy-1", CartEvent.class).await().indefinitely().events())
                .extracting(RecordedEvent::data).containsExactly(new Opened("ann"));
    }

    @Test
    void a_blocking_method_may_await_what_the_session_does() {
        append("template-1", new Opened("ann"));

        assertThat(blockingCopies.received.await(1)).containsExactly(1L);
    }

    @Test
    void a_failing_method_is_treated_as_the_declaration_says() {
        append("parking-1", new Opened("ann"), new ItemAdded("tea"));
        append("parking-2", new Opened("bob"));

        assertThat(parking.received.await(2)).containsExactly(new Opened("ann"), new Opened("bob"));
    }

    private void append(String stream, CartEvent... events) {
        store.appendToStream(stream, List.of(events)).await().indefinitely();
    }

    @Subscription(name = "batches", category = "batch", batchSize = 2)
    static class Batches {

        final Received<List<CartEvent>> received = new Received<>();

        void on(List<RecordedEvent<CartEvent>> events) {
            received.add(events.stream().map(RecordedEvent::data).toList());
        }
    }

    /** Fails the first time when it has appended already. */
    @Subscription(name = "copies", category = "original")
    static class Copies {

        final Received<Opened> received = new Received<>();

        Uni<Void> on(Opened event, EventStoreSession session) {
            return session.appendToStream("copy-1", List.of(event))
                    .invoke(() -> {
                        received.add(event);
                        if (received.all().size() == 1) {
                            throw new IllegalStateException("for a test");
                        }
                    })
                    .replaceWithVoid();
        }
    }

    @Subscription(name = "blocking-copies", category = "template")
    static class BlockingCopies {

        final Received<Long> received = new Received<>();

        void on(RecordedEvent<Opened> event, EventStoreSession session) {
            received.add(
                    session.appendToStream("filled-in-1", List.of(event.data())).await().indefinitely()
                            .nextExpectedStreamVersion());
        }
    }

    @Subscription(name = "parking", category = "parking", retries = 0, whenExhausted = WhenExhausted.PARK)
    static class Parking {

        final Received<CartEvent> received = new Received<>();

        void on(Opened event) {
            received.add(event);
        }

        void on(ItemAdded event) {
            throw new IllegalStateException("for a test");
        }
    }
}
