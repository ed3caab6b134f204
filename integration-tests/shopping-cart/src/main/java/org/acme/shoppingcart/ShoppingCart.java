package org.acme.shoppingcart;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The state of a shopping cart: what its events add up to. Never stored.
 */
public record ShoppingCart(Status status, List<Item> items) {

    public enum Status {
        OPEN,
        CONFIRMED,
        CANCELLED
    }

    public record Item(String product, int quantity, BigDecimal unitPrice) {

        private BigDecimal total() {
            return unitPrice.multiply(BigDecimal.valueOf(quantity));
        }
    }

    public ShoppingCart {
        items = List.copyOf(items);
    }

    /** The cart before its first event. */
    public static ShoppingCart empty() {
        return new ShoppingCart(Status.OPEN, List.of());
    }

    public ShoppingCart evolve(ShoppingCartEvent event) {
        return event.applyTo(this);
    }

    @JsonProperty
    public BigDecimal total() {
        return items.stream().map(Item::total).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    Optional<Item> item(String product) {
        return items.stream().filter(item -> item.product().equals(product)).findFirst();
    }

    ShoppingCart with(Status newStatus) {
        return new ShoppingCart(newStatus, items);
    }

    ShoppingCart with(String product, int quantity, BigDecimal unitPrice) {
        int already = item(product).map(Item::quantity).orElse(0);
        List<Item> more = new ArrayList<>(without(product).items);
        more.add(new Item(product, already + quantity, unitPrice));
        return new ShoppingCart(status, more);
    }

    ShoppingCart without(String product) {
        return new ShoppingCart(status, items.stream().filter(item -> !item.product().equals(product)).toList());
    }
}
