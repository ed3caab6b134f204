package io.quarkiverse.eventstore.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.AggregateStreamOptions;
import io.quarkiverse.eventstore.AggregateStreamResult;
import io.quarkiverse.eventstore.BlockingEventStore;
import io.quarkiverse.eventstore.EventFilter;
import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.ReadAllOptions;
import io.quarkiverse.eventstore.ReadStreamOptions;
import io.quarkiverse.eventstore.ReadStreamResult;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.docs.ShoppingCartEvent.ProductItemAdded;
import io.quarkiverse.eventstore.docs.ShoppingCartEvent.ShoppingCartConfirmed;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

@QuarkusTest
class ReadingTest {

    @Inject
    EventStore store;

    @Inject
    BlockingEventStore blockingStore;

    private final String stream = "shopping_cart-" + UUID.randomUUID();

    @BeforeEach
    void three_events() {
        blockingStore.appendToStream(stream,
                List.of(new ProductItemAdded("shoes", 2), new ProductItemAdded("socks", 4), new ShoppingCartConfirmed()));
    }

    @Test
    void a_whole_stream() {
        // tag::all[]
        Uni<ReadStreamResult<ShoppingCartEvent>> read = store.readStream(stream, ShoppingCartEvent.class);
        // end::all[]

        ReadStreamResult<ShoppingCartEvent> result = await(read);
        assertThat(result.events()).hasSize(3);
        assertThat(result.currentStreamVersion()).isEqualTo(3);
        assertThat(result.streamExists()).isTrue();
    }

    @Test
    void a_part_of_a_stream() {
        // tag::part[]
        Uni<ReadStreamResult<ShoppingCartEvent>> read = store.readStream(stream, ShoppingCartEvent.class,
                ReadStreamOptions.from(2).withMaxCount(1));
        // end::part[]

        assertThat(await(read).events()).extracting(RecordedEvent::streamVersion).containsExactly(2L);
        assertThat(await(read).currentStreamVersion()).isEqualTo(3);
    }

    @Test
    void the_last_event() {
        // tag::backwards[]
        Uni<ReadStreamResult<ShoppingCartEvent>> last = store.readStream(stream, ShoppingCartEvent.class,
                ReadStreamOptions.backwards().withMaxCount(1));
        // end::backwards[]

        assertThat(await(last).events().get(0).data()).isEqualTo(new ShoppingCartConfirmed());
    }

    @Test
    void a_stream_of_any_length() {
        // tag::stream-events[]
        Multi<RecordedEvent<ShoppingCartEvent>> events = store.streamEvents(stream, ShoppingCartEvent.class);
        // end::stream-events[]

        assertThat(await(events.collect().asList())).hasSize(3);
    }

    @Test
    void the_log_of_all_streams() {
        // tag::read-all[]
        Multi<RecordedEvent<Object>> log = store.readAll(Object.class);
        // end::read-all[]

        List<RecordedEvent<Object>> seen = await(log.collect().asList());
        long lastPosition = seen.get(seen.size() - 1).globalPosition();
        // tag::read-on[]
        Multi<RecordedEvent<Object>> later = store.readAll(Object.class, ReadAllOptions.from(lastPosition + 1));
        // end::read-on[]

        assertThat(seen).filteredOn(event -> event.streamName().equals(stream)).hasSize(3);
        assertThat(await(later.collect().asList())).isEmpty();
    }

    @Test
    void the_log_filtered() {
        // tag::read-filtered[]
        Multi<RecordedEvent<ProductItemAdded>> added = store.readAll(ProductItemAdded.class, ReadAllOptions.filter(
                EventFilter.categories("shopping_cart").withEventTypes(ProductItemAdded.class)));
        // end::read-filtered[]

        assertThat(await(added.collect().asList())).isNotEmpty()
                .allSatisfy(event -> assertThat(event.data()).isInstanceOf(ProductItemAdded.class));
    }

    @Test
    void a_state() {
        // tag::aggregate[]
        AggregateStreamOptions<ShoppingCart, ShoppingCartEvent> cart = AggregateStreamOptions.of(
                ShoppingCartEvent.class, ShoppingCart::empty, ShoppingCart::evolve);

        Uni<AggregateStreamResult<ShoppingCart>> current = store.aggregateStream(stream, cart);
        // end::aggregate[]
        // tag::time-travel[]
        Uni<AggregateStreamResult<ShoppingCart>> atVersion2 = store.aggregateStream(stream,
                cart.reading(ReadStreamOptions.to(2)));
        // end::time-travel[]

        assertThat(await(current).state()).isEqualTo(new ShoppingCart(6, true));
        assertThat(await(atVersion2).state()).isEqualTo(new ShoppingCart(6, false));
        assertThat(await(atVersion2).currentStreamVersion()).isEqualTo(3);
    }

    @Test
    void a_state_of_recorded_events() {
        // tag::recorded[]
        Uni<AggregateStreamResult<Instant>> lastChange = store.aggregateStream(stream,
                AggregateStreamOptions.ofRecorded(ShoppingCartEvent.class, () -> Instant.EPOCH,
                        (latest, event) -> event.recordedAt()));
        // end::recorded[]

        assertThat(await(lastChange).state()).isAfter(Instant.EPOCH);
    }

    @Test
    void whether_a_stream_exists() {
        // tag::exists[]
        Uni<Boolean> exists = store.streamExists(stream);
        // end::exists[]

        assertThat(await(exists)).isTrue();
    }

    @Test
    void from_imperative_code() {
        // tag::blocking[]
        ReadStreamResult<ShoppingCartEvent> read = blockingStore.readStream(stream, ShoppingCartEvent.class);

        try (Stream<RecordedEvent<ShoppingCartEvent>> events = blockingStore.streamEvents(stream, ShoppingCartEvent.class)) {
            boolean confirmed = events.anyMatch(event -> event.data() instanceof ShoppingCartConfirmed);
            // end::blocking[]
            assertThat(confirmed).isTrue();
            // tag::blocking[]
        }
        // end::blocking[]
        assertThat(read.events()).hasSize(3);
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(30));
    }
}
