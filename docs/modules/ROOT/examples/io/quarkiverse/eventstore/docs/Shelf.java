package io.quarkiverse.eventstore.docs;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkiverse.eventstore.docs.ShoppingCartEvent.ProductItemAdded;
import io.smallrye.mutiny.Uni;

/** From which the products are taken that are added to carts. */
@ApplicationScoped
public class Shelf {

    private final ConcurrentHashMap<String, Integer> taken = new ConcurrentHashMap<>();

    Uni<Void> take(String productId, int quantity) {
        return Uni.createFrom().voidItem().invoke(() -> takeNow(productId, quantity));
    }

    void takeNow(String productId, int quantity) {
        taken.merge(productId, quantity, Integer::sum);
    }

    Uni<Void> takeAll(List<ProductItemAdded> items) {
        items.forEach(item -> takeNow(item.productId(), item.quantity()));
        return Uni.createFrom().voidItem();
    }

    int taken(String productId) {
        return taken.getOrDefault(productId, 0);
    }
}
