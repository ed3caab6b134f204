package org.acme.shoppingcart;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * What can be asked of a shopping cart.
 */
public final class ShoppingCartCommands {

    private ShoppingCartCommands() {
    }

    public record AddProductItem(String product, int quantity, BigDecimal unitPrice) {
    }

    public record RemoveProductItem(String product) {
    }

    public record ConfirmShoppingCart(Instant now) {
    }

    public record CancelShoppingCart(Instant now) {
    }
}
