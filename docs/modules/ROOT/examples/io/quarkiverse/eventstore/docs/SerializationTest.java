package io.quarkiverse.eventstore.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.docs.OrderEvent.OrderShipped;
import io.quarkiverse.eventstore.docs.ShoppingCartEvent.ProductItemAdded;
import io.quarkiverse.eventstore.serialization.EventTypes;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class SerializationTest {

    @Inject
    EventTypes eventTypes;

    @Test
    void event_types() {
        // tag::lookup[]
        Optional<String> name = eventTypes.nameOf(OrderShipped.class);
        Optional<Class<?>> formerly = eventTypes.classOf("OrderSent");
        // end::lookup[]

        assertThat(name).contains("order-shipped");
        assertThat(formerly).contains(OrderShipped.class);
        assertThat(eventTypes.nameOf(ProductItemAdded.class)).contains("ProductItemAdded");
        assertThat(eventTypes.nameOf(PriceChanged.class)).contains("price-changed");
    }
}
