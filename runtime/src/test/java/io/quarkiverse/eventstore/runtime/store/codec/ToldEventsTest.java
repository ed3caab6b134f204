package io.quarkiverse.eventstore.runtime.store.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.eventstore.EventData;
import io.quarkiverse.eventstore.runtime.jackson.JacksonEventSerializer;
import io.quarkiverse.eventstore.runtime.jackson.JacksonMetadataFormat;
import io.quarkiverse.eventstore.runtime.serialization.RegisteredEventType;
import io.quarkiverse.eventstore.runtime.serialization.RegisteredEventTypes;

/** The events that those are told of who hear of an append. */
class ToldEventsTest {

    record ProductAdded(String product) {
    }

    record ProductsAdded(List<String> products) {
    }

    /** Can be written, and never read. */
    static final class ProductsCounted {

        private int count;

        private ProductsCounted(int count) {
            this.count = count;
        }

        public int getCount() {
            return count;
        }
    }

    private final EventCodec codec = new EventCodec(RegisteredEventTypes.of(List.of(
            new RegisteredEventType("product-added", ProductAdded.class, List.of()),
            new RegisteredEventType("products-added", ProductsAdded.class, List.of()),
            new RegisteredEventType("products-counted", ProductsCounted.class, List.of()))),
            new JacksonEventSerializer(new ObjectMapper()), new JacksonMetadataFormat(), Optional::empty);

    @Test
    void are_those_of_the_caller_if_nobody_can_change_them() {
        ProductAdded event = new ProductAdded("apple");

        assertThat(told(event, () -> {
        })).isSameAs(event);
    }

    @Test
    void are_as_they_were_stored_if_their_owner_has_changed_them_since() {
        List<String> products = new ArrayList<>(List.of("apple"));

        assertThat(told(new ProductsAdded(products), () -> products.add("pear")))
                .isEqualTo(new ProductsAdded(List.of("apple")));
    }

    @Test
    void are_as_their_owner_has_them_if_they_cannot_be_read() {
        ProductsCounted event = new ProductsCounted(1);

        assertThat(told(event, () -> event.count = 2)).isSameAs(event);
    }

    private Object told(Object event, Runnable afterwards) {
        EventData<?> data = EventData.of(event);
        var encoded = codec.encode("cart-1", 0, data);
        afterwards.run();
        return codec.asEncoded(data, encoded);
    }
}
