package io.quarkiverse.eventstore.runtime.store.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.runtime.jackson.JacksonEventSerializer;
import io.quarkiverse.eventstore.runtime.jackson.JacksonMetadataFormat;
import io.quarkiverse.eventstore.runtime.serialization.RegisteredEventType;
import io.quarkiverse.eventstore.runtime.serialization.RegisteredEventTypes;
import io.quarkiverse.eventstore.serialization.EventSerializer;
import io.quarkiverse.eventstore.spi.StoredEvent;

/** Subscriptions that ask for the same event in memory. */
class SharedEventsTest {

    interface CartEvent {
    }

    record ProductAdded(String product) implements CartEvent {
    }

    record ProductRemoved(String product) implements CartEvent {
    }

    record ProductsAdded(List<String> products) implements CartEvent {
    }

    private static final String ADDED = "{\"product\":\"apple\"}";

    private final EventCodec codec = new EventCodec(RegisteredEventTypes.of(List.of(
            new RegisteredEventType("product-added", ProductAdded.class, List.of()),
            new RegisteredEventType("products-added", ProductsAdded.class, List.of()))),
            new JacksonEventSerializer(new ObjectMapper()), new JacksonMetadataFormat(), Optional::empty);

    @Test
    void are_given_the_same_one_if_nobody_can_change_it() {
        StoredEvent stored = stored("product-added", 1, ADDED);

        RecordedEvent<ProductAdded> first = decode(stored, ProductAdded.class);
        RecordedEvent<CartEvent> second = decode(stored, CartEvent.class);

        assertThat(first.data()).isEqualTo(new ProductAdded("apple"));
        assertThat((RecordedEvent<?>) second).isSameAs(first);
        assertThat(second.globalPosition()).isEqualTo(1);
    }

    @Test
    void are_given_their_own_if_it_can_be_changed() {
        StoredEvent stored = stored("products-added", 1, "{\"products\":[\"apple\"]}");

        decode(stored, ProductsAdded.class).data().products().add("pear");

        assertThat(decode(stored, ProductsAdded.class).data().products()).containsExactly("apple");
    }

    /** What looks the same may be of another log, or was read again after its text became another. */
    @Test
    void are_given_what_is_stored_in_the_object_that_they_have() {
        decode(stored("product-added", 1, ADDED), ProductAdded.class);

        StoredEvent samePlace = stored("product-added", 1, "{\"product\":\"pear\"}");
        StoredEvent sameSlot = stored("product-added", 1 + 4_096, "{\"product\":\"plum\"}");

        assertThat(decode(samePlace, ProductAdded.class).data().product()).isEqualTo("pear");
        assertThat(decode(sameSlot, ProductAdded.class).data().product()).isEqualTo("plum");
    }

    /** One that catches up is alone with its events, and those of the others stay. */
    @Test
    void are_given_the_same_one_while_another_one_catches_up() {
        StoredEvent live = stored("product-added", 1 + 4_096, ADDED);
        RecordedEvent<ProductAdded> first = decode(live, ProductAdded.class);

        assertThat(decode(stored("product-added", 1, "{\"product\":\"pear\"}"), ProductAdded.class).data().product())
                .isEqualTo("pear");

        assertThat(decode(live, ProductAdded.class).data()).isSameAs(first.data());
    }

    @Test
    void are_given_none_that_is_not_of_their_class() {
        StoredEvent stored = stored("product-added", 1, ADDED);
        decode(stored, ProductAdded.class);

        assertThat(codec.decodeIfInstance("cart-1", stored, ProductsAdded.class)).isEmpty();
    }

    /** What the first one was given is an event of the application, but none that the second one could handle. */
    @Test
    void are_given_none_that_a_serializer_made_of_another_class() {
        EventSerializer careless = new EventSerializer() {

            @Override
            public String serialize(Object event) {
                throw new UnsupportedOperationException();
            }

            @Override
            @SuppressWarnings("unchecked")
            public <E> E deserialize(String json, Class<E> eventClass) {
                return (E) new ProductRemoved("apple");
            }
        };
        EventCodec careful = new EventCodec(RegisteredEventTypes.of(List.of(
                new RegisteredEventType("product-added", ProductAdded.class, List.of()),
                new RegisteredEventType("product-removed", ProductRemoved.class, List.of()))), careless,
                new JacksonMetadataFormat(), Optional::empty);
        StoredEvent stored = stored("product-added", 1, ADDED);
        careful.decodeIfInstance("cart-1", stored, CartEvent.class);

        assertThatThrownBy(() -> careful.decodeIfInstance("cart-1", stored, ProductAdded.class))
                .isInstanceOf(ClassCastException.class)
                .hasMessageContaining("product-added").hasMessageContaining("ProductRemoved");
    }

    @Test
    void are_given_each_of_many_in_its_place() {
        List<StoredEvent> stored = new ArrayList<>();
        for (int i = 1; i <= 10_000; i++) {
            stored.add(stored("product-added", i, "{\"product\":\"" + i + "\"}"));
        }

        for (int round = 0; round < 2; round++) {
            assertThat(stored).allSatisfy(each -> assertThat(decode(each, ProductAdded.class).data().product())
                    .isEqualTo(Long.toString(each.globalPosition())));
        }
    }

    @Test
    void are_given_their_own_of_a_large_one() {
        StoredEvent stored = stored("product-added", 1, "{\"product\":\"" + "a".repeat(5_000) + "\"}");

        assertThat(decode(stored, ProductAdded.class).data()).isNotSameAs(decode(stored, ProductAdded.class).data());
    }

    @Test
    void are_given_nothing_where_the_text_says_so() {
        StoredEvent stored = stored("product-added", 1, "null");

        assertThat(decode(stored, ProductAdded.class).data()).isNull();
        assertThat(decode(stored, ProductAdded.class).data()).isNull();
    }

    private <E> RecordedEvent<E> decode(StoredEvent stored, Class<E> type) {
        return codec.decodeIfInstance("cart-1", stored, type).orElseThrow();
    }

    private static StoredEvent stored(String type, long position, String data) {
        return new StoredEvent(position, position, UUID.randomUUID(), type, data, null, Instant.EPOCH);
    }
}
