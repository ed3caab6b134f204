package io.quarkiverse.eventstore.docs;

import java.util.List;

import io.quarkiverse.eventstore.docs.ShoppingCartEvent.ProductItemAdded;
import io.quarkiverse.eventstore.docs.ShoppingCartEvent.ShoppingCartConfirmed;

// tag::state[]
public record ShoppingCart(int items, boolean confirmed) {

    static ShoppingCart empty() {
        return new ShoppingCart(0, false);
    }

    ShoppingCart evolve(ShoppingCartEvent event) {
        if (event instanceof ProductItemAdded added) {
            return new ShoppingCart(items + added.quantity(), confirmed);
        }
        return new ShoppingCart(items, true);
    }

    List<ShoppingCartEvent> add(String productId, int quantity) {
        requireOpen();
        return List.of(new ProductItemAdded(productId, quantity));
    }

    List<ShoppingCartEvent> confirm() {
        requireOpen();
        return List.of(new ShoppingCartConfirmed());
    }

    private void requireOpen() {
        if (confirmed) {
            throw new IllegalStateException("Shopping cart: expected it to be open, but it is confirmed.");
        }
    }
}
// end::state[]
