package org.acme.shoppingcart;

import java.math.BigDecimal;
import java.time.Instant;

import io.quarkiverse.eventstore.serialization.EventType;

/**
 * What has happened to a shopping cart. Stored under the names in {@code @EventType}, so the records can be renamed.
 */
public sealed interface ShoppingCartEvent {

    /** The cart after this event: every event must say it, which a chain of {@code instanceof} would not ensure. */
    ShoppingCart applyTo(ShoppingCart cart);

    @EventType("product-item-added")
    record ProductItemAdded(String product, int quantity, BigDecimal unitPrice) implements ShoppingCartEvent {
        @Override
        public ShoppingCart applyTo(ShoppingCart cart) {
            return cart.with(product, quantity, unitPrice);
        }
    }

    @EventType("product-item-removed")
    record ProductItemRemoved(String product, int quantity) implements ShoppingCartEvent {
        @Override
        public ShoppingCart applyTo(ShoppingCart cart) {
            return cart.without(product);
        }
    }

    @EventType("shopping-cart-confirmed")
    record ShoppingCartConfirmed(BigDecimal total, Instant confirmedAt) implements ShoppingCartEvent {
        @Override
        public ShoppingCart applyTo(ShoppingCart cart) {
            return cart.with(ShoppingCart.Status.CONFIRMED);
        }
    }

    @EventType("shopping-cart-cancelled")
    record ShoppingCartCancelled(Instant cancelledAt) implements ShoppingCartEvent {
        @Override
        public ShoppingCart applyTo(ShoppingCart cart) {
            return cart.with(ShoppingCart.Status.CANCELLED);
        }
    }
}
