package io.quarkiverse.eventstore.it.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.AppendToStreamResult;
import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.it.messaging.CartEvent.CartOpened;
import io.quarkiverse.eventstore.it.messaging.CartEvent.ProductAdded;
import io.quarkiverse.eventstore.subscription.ParkedEvent;
import io.quarkiverse.eventstore.subscription.SubscriptionState;
import io.quarkiverse.eventstore.subscription.SubscriptionStatus;
import io.quarkiverse.eventstore.subscription.Subscriptions;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;

@QuarkusTest
class IncomingChannelTest {

    @Inject
    EventStore store;

    @Inject
    Subscriptions subscriptions;

    @Inject
    Channels channels;

    @Test
    void gives_domain_events_of_the_categories_and_types() {
        append("payload-1", new CartOpened(), new ProductAdded("apple"));
        append("other-1", new ProductAdded("pear"));
        append("payload-2", new ProductAdded("plum"));

        await().until(() -> channels.payloads.size() == 2);
        assertThat(channels.payloads).containsExactly(new ProductAdded("apple"), new ProductAdded("plum"));
    }

    @Test
    void gives_events_as_they_are_stored() {
        append("recorded-1", new CartOpened(), new ProductAdded("apple"));

        await().until(() -> channels.recorded.size() == 2);
        assertThat(channels.recorded).isEqualTo(now(store.readStream("recorded-1", CartEvent.class)).events());
        assertThat(state("recorded-carts").status()).isEqualTo(SubscriptionStatus.RUNNING);
    }

    @Test
    void gives_messages_with_events_as_they_are_stored() {
        append("message-1", new CartOpened(), new ProductAdded("apple"));

        await().until(() -> channels.recordedMessages.size() == 2);
        assertThat(channels.recordedMessages.stream().map(Message::getPayload))
                .isEqualTo(now(store.readStream("message-1", CartEvent.class)).events());
    }

    /** By {@link LeavesEarly}. */
    @Test
    void leaves_no_subscription_behind_that_its_consumer_left_while_it_started() {
        await().until(() -> now(subscriptions.states()).stream().filter(state -> state.name().equals("left-early"))
                .allMatch(state -> state.status() == SubscriptionStatus.UNOWNED));
    }

    @Test
    void gives_batches() {
        append("batch-1", numbered(25));

        await().until(() -> channels.batches.stream().mapToInt(List::size).sum() == 25);
        await().until(() -> channels.recordedBatches.stream().mapToInt(List::size).sum() == 25);
        assertThat(channels.batches).allSatisfy(batch -> assertThat(batch).hasSizeBetween(1, 10))
                .anySatisfy(batch -> assertThat(batch).hasSize(10));
        assertThat(channels.batches.stream().flatMap(List::stream)).containsExactly(numbered(25));
        assertThat(channels.recordedBatches.stream().flatMap(List::stream).map(RecordedEvent::streamVersion))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 25).asLongStream().boxed().toList());
    }

    @Test
    void moves_the_checkpoint_when_the_message_is_acknowledged_and_gives_the_next_one_then() {
        AppendToStreamResult appended = append("manual-1", new ProductAdded("apple"), new ProductAdded("plum"));
        await().until(() -> channels.manual.size() == 1);

        assertThat(state("manual").position()).isLessThan(appended.lastEventGlobalPosition() - 1);
        channels.manual.get(0).ack().toCompletableFuture().join();
        await().until(() -> channels.manual.size() == 2);
        assertThat(channels.manual).extracting(message -> (Object) message.getPayload())
                .containsExactly(new ProductAdded("apple"), new ProductAdded("plum"));
        channels.manual.get(1).ack().toCompletableFuture().join();

        now(subscriptions.awaitPosition("manual", appended.lastEventGlobalPosition(), Duration.ofSeconds(30)));
        assertThat(channels.manual.get(1).getMetadata(RecordedEvent.class)).hasValueSatisfying(
                event -> assertThat(event.streamVersion()).isEqualTo(2));
    }

    @Test
    void stops_at_a_message_that_is_nacked_again_and_again() {
        String good = "good-" + UUID.randomUUID();
        AppendToStreamResult appended = append("failing-1", new ProductAdded("broken"), new ProductAdded(good));

        await().until(() -> state("failing").status() == SubscriptionStatus.STOPPED);
        assertThat(state("failing").lastError()).hasValueSatisfying(error -> assertThat(error).contains("A broken product."));
        assertThat(state("failing").partitions().get(0).failedPosition()).hasValue(appended.lastEventGlobalPosition() - 1);
        assertThat(channels.handled).doesNotContain(good);
    }

    @Test
    void passes_over_what_is_to_be_ignored() {
        String good = "good-" + UUID.randomUUID();
        append("ignoring-1", new ProductAdded("broken"), new ProductAdded(good));

        await().until(() -> channels.handled.contains(good));
        assertThat(state("ignoring").status()).isEqualTo(SubscriptionStatus.RUNNING);
        assertThat(state("ignoring").parkedEvents()).isZero();
    }

    @Test
    void puts_aside_what_is_to_be_parked() {
        String good = "good-" + UUID.randomUUID();
        append("parking-1", new ProductAdded("broken"), new ProductAdded("after"));
        append("parking-2", new ProductAdded(good));

        await().until(() -> channels.handled.contains(good));
        await().until(() -> parked("parking").equals(List.of("parking-1:1", "parking-1:2")));
        assertThat(channels.handled).doesNotContain("after");
    }

    @Test
    void leaves_retries_to_fault_tolerance() {
        String good = "good-" + UUID.randomUUID();
        append("retried-1", new ProductAdded(good));

        await().until(() -> channels.handled.contains(good));
        assertThat(channels.retriedAttempts).hasValue(4);
        assertThat(parked("retried")).isEmpty();
    }

    @Test
    void keeps_the_order_of_each_stream_in_copies_of_a_channel() {
        for (int i = 0; i < 20; i++) {
            append("side-" + i, numbered(30));
        }

        await().atMost(Duration.ofSeconds(30)).until(() -> channels.sideBySide.size() >= 600);
        for (int i = 0; i < 20; i++) {
            String stream = "side-" + i;
            assertThat(channels.sideBySide.stream().filter(event -> event.streamName().equals(stream))
                    .map(RecordedEvent::streamVersion))
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, 30).asLongStream().boxed().toList());
        }
        assertThat(state("side-by-side").partitions()).hasSize(8);
    }

    private AppendToStreamResult append(String streamName, CartEvent... events) {
        return now(store.appendToStream(streamName, List.of(events)));
    }

    private SubscriptionState state(String subscription) {
        return now(subscriptions.state(subscription));
    }

    private List<String> parked(String subscription) {
        return now(subscriptions.parked(subscription, 10)).stream()
                .map((ParkedEvent event) -> event.streamName() + ":" + event.streamVersion()).toList();
    }

    private static CartEvent[] numbered(int count) {
        return IntStream.range(0, count).mapToObj(i -> new ProductAdded("product " + i)).toArray(CartEvent[]::new);
    }

    private static <T> T now(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(30));
    }
}
