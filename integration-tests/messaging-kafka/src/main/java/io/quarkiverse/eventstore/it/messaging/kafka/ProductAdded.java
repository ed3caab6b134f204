package io.quarkiverse.eventstore.it.messaging.kafka;

import io.quarkiverse.eventstore.serialization.EventType;

/** A product was added to a cart. */
@EventType("product-added")
public record ProductAdded(String product, int quantity) {
}
