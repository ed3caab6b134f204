package io.quarkiverse.eventstore.docs;

import io.quarkiverse.eventstore.serialization.EventType;

// tag::named[]
public sealed interface OrderEvent {

    @EventType("order-placed")
    record OrderPlaced(String cartId) implements OrderEvent {
    }

    // Was a record named OrderSent without an annotation; its events are stored as "OrderSent".
    @EventType(value = "order-shipped", formerly = "OrderSent")
    record OrderShipped(String parcelId) implements OrderEvent {
    }
}
// end::named[]
