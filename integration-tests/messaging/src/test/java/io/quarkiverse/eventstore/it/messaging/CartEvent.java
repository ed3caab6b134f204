package io.quarkiverse.eventstore.it.messaging;

import io.quarkiverse.eventstore.serialization.EventType;

/** What happens to a shopping cart. */
public sealed interface CartEvent {

    /** The cart was opened. */
    @EventType("cart-opened")
    record CartOpened() implements CartEvent {
    }

    /** A product was added. */
    @EventType("product-added")
    record ProductAdded(String product) implements CartEvent {
    }
}
