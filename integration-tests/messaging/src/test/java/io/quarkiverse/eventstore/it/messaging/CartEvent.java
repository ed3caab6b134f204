package io.quarkiverse.eventstore.it.messaging;

import com.fasterxml.jackson.annotation.JsonProperty;

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

    /** A bad event. */
    @EventType("unwritable")
    record Unwritable() implements CartEvent {

        @JsonProperty
        String text() {
            throw new NoClassDefFoundError("no such class");
        }
    }
}
