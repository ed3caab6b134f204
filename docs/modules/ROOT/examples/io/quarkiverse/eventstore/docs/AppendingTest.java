package io.quarkiverse.eventstore.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.AggregateStreamOptions;
import io.quarkiverse.eventstore.AppendToStreamOptions;
import io.quarkiverse.eventstore.AppendToStreamResult;
import io.quarkiverse.eventstore.ConcurrencyException;
import io.quarkiverse.eventstore.EventData;
import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.EventStoreUnavailableException;
import io.quarkiverse.eventstore.ExpectedStreamVersion;
import io.quarkiverse.eventstore.Metadata;
import io.quarkiverse.eventstore.StreamAppend;
import io.quarkiverse.eventstore.StreamName;
import io.quarkiverse.eventstore.docs.ShoppingCartEvent.ProductItemAdded;
import io.quarkiverse.eventstore.docs.ShoppingCartEvent.ShoppingCartConfirmed;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;

@QuarkusTest
class AppendingTest {

    @Inject
    EventStore store;

    private final String stream = "shopping_cart-" + UUID.randomUUID();

    @Test
    void any_version() {
        // tag::any[]
        Uni<AppendToStreamResult> append = store.appendToStream(stream,
                List.of(new ProductItemAdded("shoes", 2), new ProductItemAdded("socks", 4)));
        // end::any[]

        AppendToStreamResult result = await(append);

        assertThat(result.nextExpectedStreamVersion()).isEqualTo(2);
        assertThat(result.createdNewStream()).isTrue();
    }

    @Test
    void several_streams() {
        String other = "shopping_cart-" + UUID.randomUUID();
        await(store.appendToStream(stream, List.of(new ProductItemAdded("shoes", 2))));

        // tag::several-streams[]
        Uni<List<AppendToStreamResult>> move = store.appendToStreams(List.of(
                StreamAppend.to(stream, List.of(new ShoppingCartConfirmed())).expecting(1),
                StreamAppend.to(other, List.of(new ProductItemAdded("shoes", 2)))));
        // end::several-streams[]

        assertThat(await(move)).extracting(AppendToStreamResult::nextExpectedStreamVersion).containsExactly(2L, 1L);
    }

    @Test
    void an_exact_version() {
        await(store.appendToStream(stream, List.of(new ProductItemAdded("shoes", 2))));

        // tag::exactly[]
        Uni<AppendToStreamResult> append = store.appendToStream(stream, List.of(new ShoppingCartConfirmed()),
                AppendToStreamOptions.expecting(1));
        // end::exactly[]

        assertThat(await(append).nextExpectedStreamVersion()).isEqualTo(2);
        assertThatThrownBy(() -> await(store.appendToStream(stream, List.of(new ProductItemAdded("hat", 1)),
                AppendToStreamOptions.expecting(1))))
                .isInstanceOf(ConcurrencyException.class)
                .hasMessage("Stream " + stream + ": expected version 1, but it is at 2.");
    }

    @Test
    void no_stream_and_an_existing_one() {
        // tag::new-stream[]
        Uni<AppendToStreamResult> first = store.appendToStream(stream, List.of(new ProductItemAdded("shoes", 2)),
                AppendToStreamOptions.expecting(ExpectedStreamVersion.noStream()));
        // end::new-stream[]
        // tag::existing-stream[]
        Uni<AppendToStreamResult> later = store.appendToStream(stream, List.of(new ProductItemAdded("socks", 4)),
                AppendToStreamOptions.expecting(ExpectedStreamVersion.streamExists()));
        // end::existing-stream[]

        assertThat(await(first).createdNewStream()).isTrue();
        assertThat(await(later).createdNewStream()).isFalse();
    }

    @Test
    void metadata() {
        String requestId = "request-1";

        // tag::metadata[]
        EventData<ProductItemAdded> event = EventData.of(new ProductItemAdded("shoes", 2))
                .withMetadata(Metadata.empty()
                        .withCorrelationId(requestId)
                        .withEntry("channel", "web"));
        Uni<AppendToStreamResult> append = store.appendToStream(stream, List.of(event));
        // end::metadata[]

        assertThat(await(append.chain(() -> store.readStream(stream, ShoppingCartEvent.class))).events().get(0).metadata()
                .entry("channel")).contains("web");
    }

    @Test
    void a_stream_name() {
        // tag::stream-name[]
        StreamName name = StreamName.of("shopping_cart", 123);
        // end::stream-name[]

        assertThat(name.value()).isEqualTo("shopping_cart-123");
        assertThat(name.category()).isEqualTo("shopping_cart");
    }

    @Test
    void a_repeat_with_the_same_event_ids() {
        // tag::repeat[]
        Uni<AppendToStreamResult> append = store.appendToStream(stream, List.of(new ProductItemAdded("shoes", 2)),
                AppendToStreamOptions.expecting(0));

        Uni<AppendToStreamResult> safely = append
                .onFailure(EventStoreUnavailableException.class).retry()
                .withBackOff(Duration.ofMillis(100)).atMost(5);
        // end::repeat[]

        AppendToStreamResult original = await(safely);
        assertThat(await(append)).isEqualTo(original);
        assertThat(await(store.readStream(stream, ShoppingCartEvent.class)).currentStreamVersion()).isEqualTo(1);
    }

    @Test
    void a_repeat_by_another_process() {
        UUID requestId = UUID.randomUUID();

        // tag::event-id[]
        EventData<ProductItemAdded> event = EventData.of(new ProductItemAdded("shoes", 2)).withEventId(requestId);
        Uni<AppendToStreamResult> append = store.appendToStream(stream, List.of(event), AppendToStreamOptions.expecting(0));
        // end::event-id[]

        AppendToStreamResult original = await(append);
        assertThat(await(store.appendToStream(stream, List.of(event), AppendToStreamOptions.expecting(0))))
                .isEqualTo(original);
    }

    @Test
    void a_decision_taken_again_after_a_conflict() {
        var cart = AggregateStreamOptions.of(ShoppingCartEvent.class, ShoppingCart::empty, ShoppingCart::evolve);

        // tag::decide-again[]
        Uni<AppendToStreamResult> added = store.aggregateStream(stream, cart)
                .flatMap(current -> store.appendToStream(stream, current.state().add("shoes", 2),
                        AppendToStreamOptions.expecting(current.currentStreamVersion())))
                .onFailure(ConcurrencyException.class).retry().atMost(5);
        // end::decide-again[]

        // All read version 0 at first; each conflict means that another one won.
        assertThat(await(Uni.join().all(added, added, added).andFailFast())).hasSize(3);
        assertThat(await(store.aggregateStream(stream, cart)).state().items()).isEqualTo(6);
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(30));
    }
}
