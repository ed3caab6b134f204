package io.quarkiverse.eventstore.it.load;

import io.quarkiverse.eventstore.serialization.EventType;

/** A product was added to a cart. */
@EventType("product-added")
public record ProductAdded(String product, int quantity) {
}
