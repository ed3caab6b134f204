package io.quarkiverse.eventstore.docs;

// tag::events[]
public sealed interface ShoppingCartEvent {

    record ProductItemAdded(String productId, int quantity) implements ShoppingCartEvent {
    }

    record ShoppingCartConfirmed() implements ShoppingCartEvent {
    }
}
// end::events[]
