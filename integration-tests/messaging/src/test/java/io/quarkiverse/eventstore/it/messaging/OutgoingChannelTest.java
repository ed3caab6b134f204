package io.quarkiverse.eventstore.it.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.ConcurrencyException;
import io.quarkiverse.eventstore.EventData;
import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.Metadata;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.it.messaging.CartEvent.CartOpened;
import io.quarkiverse.eventstore.it.messaging.CartEvent.ProductAdded;
import io.quarkiverse.eventstore.it.messaging.CartEvent.Unwritable;
import io.quarkiverse.eventstore.messaging.AppendMetadata;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;

@QuarkusTest
class OutgoingChannelTest {

    private final String cart = "cart-" + UUID.randomUUID();

    @Inject
    EventStore store;

    @Channel("appends")
    MutinyEmitter<Object> appends;

    @Channel("notes")
    MutinyEmitter<Object> notes;

    @Test
    void appends_the_payload_to_the_stream_of_the_metadata() {
        UUID id = UUID.randomUUID();

        send(new ProductAdded("apple"), AppendMetadata.to(cart).withEventId(id)
                .withMetadata(Metadata.empty().withCorrelationId("order-7")));

        assertThat(events()).singleElement().satisfies(event -> {
            assertThat(event.data()).isEqualTo(new ProductAdded("apple"));
            assertThat(event.eventId()).isEqualTo(id);
            assertThat(event.metadata().correlationId()).hasValue("order-7");
        });
    }

    @Test
    void appends_to_the_stream_of_the_channel() {
        String product = UUID.randomUUID().toString();

        now(notes.send(new ProductAdded(product)));

        assertThat(now(store.readStream("note-1", CartEvent.class)).events()).extracting(RecordedEvent::data)
                .contains(new ProductAdded(product));
    }

    @Test
    void appends_the_elements_of_a_list_together() {
        UUID id = UUID.randomUUID();

        send(List.of(new CartOpened(), EventData.of(new ProductAdded("apple")).withEventId(id)), AppendMetadata.to(cart));

        assertThat(events()).extracting(RecordedEvent::data).containsExactly(new CartOpened(), new ProductAdded("apple"));
        assertThat(events().get(1).eventId()).isEqualTo(id);
    }

    /** It would not be appended with them, and what comes again not be known again. */
    @Test
    void refuses_an_id_or_metadata_beside_those_of_the_event_data() {
        EventData<?> event = EventData.of(new CartOpened());
        AppendMetadata toCart = AppendMetadata.to(cart).expecting(0);

        Throwable withId = catchThrowable(() -> send(event, toCart.withEventId(UUID.randomUUID())));
        Throwable withMetadata = catchThrowable(
                () -> send(List.of(event), toCart.withMetadata(Metadata.empty().withCorrelationId("ann"))));

        assertThat(withId).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Channel appends: expected an EventData with "
                        + "all that is known of the event, but the message's AppendMetadata has an event id, too; give that to the "
                        + "EventData.");
        assertThat(withMetadata).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("has metadata, too");
        assertThat(events()).isEmpty();
    }

    @Test
    void nacks_with_the_conflict() {
        send(new CartOpened(), AppendMetadata.to(cart).expecting(0));

        Throwable failure = catchThrowable(() -> send(new ProductAdded("apple"), AppendMetadata.to(cart).expecting(3)));

        assertThat(failure).isInstanceOf(ConcurrencyException.class);
        assertThat(((ConcurrencyException) failure).actual()).isEqualTo(1);
        assertThat(events()).hasSize(1);
    }

    @Test
    void takes_a_message_that_comes_again_for_the_same() {
        AppendMetadata metadata = AppendMetadata.to(cart).expecting(0).withEventId(UUID.randomUUID());

        send(new CartOpened(), metadata);
        send(new CartOpened(), metadata);

        assertThat(events()).hasSize(1);
    }

    @Test
    void nacks_a_message_without_a_stream_and_goes_on() {
        Throwable failure = catchThrowable(() -> now(appends.send(new CartOpened())));

        assertThat(failure).isInstanceOf(IllegalArgumentException.class).hasMessage("Channel appends: expected the name of a "
                + "stream, in the message's AppendMetadata or the channel's attribute stream, but there is none.");
        send(new CartOpened(), AppendMetadata.to(cart));
        assertThat(events()).hasSize(1);
    }

    /** Class loaders have errors, too, and a channel that ends at one would leave all later messages without an answer. */
    @Test
    void nacks_an_event_that_cannot_be_written_and_goes_on() {
        Throwable failure = catchThrowable(() -> send(new Unwritable(), AppendMetadata.to(cart)));

        assertThat(failure).hasStackTraceContaining("no such class");
        send(new CartOpened(), AppendMetadata.to(cart));
        assertThat(events()).hasSize(1);
    }

    @Test
    void keeps_the_order_of_messages_to_a_stream() {
        CompletableFuture<?>[] sent = IntStream.rangeClosed(1, 100)
                .mapToObj(i -> appends.sendMessage(Message.of(new ProductAdded("product " + i),
                        org.eclipse.microprofile.reactive.messaging.Metadata.of(AppendMetadata.to(cart).expecting(i - 1))))
                        .subscribeAsCompletionStage())
                .toArray(CompletableFuture[]::new);

        assertThat(CompletableFuture.allOf(sent)).succeedsWithin(Duration.ofSeconds(30));
        assertThat(events()).extracting(event -> ((ProductAdded) event.data()).product())
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 100).mapToObj(i -> "product " + i).toList());
    }

    private void send(Object payload, AppendMetadata metadata) {
        now(appends.sendMessage(Message.of(payload, org.eclipse.microprofile.reactive.messaging.Metadata.of(metadata))));
    }

    private List<RecordedEvent<CartEvent>> events() {
        return now(store.readStream(cart, CartEvent.class)).events();
    }

    private static <T> T now(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(30));
    }
}
