package io.quarkiverse.eventstore.docs;

import io.quarkiverse.eventstore.serialization.EventType;

// tag::standalone[]
@EventType("price-changed")
public record PriceChanged(String productId, long cents) {
}
// end::standalone[]
