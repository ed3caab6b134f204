package org.acme.shoppingcart;

import static org.acme.shoppingcart.RuleViolation.requireThat;

import java.util.List;

import org.acme.shoppingcart.ShoppingCart.Item;
import org.acme.shoppingcart.ShoppingCart.Status;
import org.acme.shoppingcart.ShoppingCartCommands.AddProductItem;
import org.acme.shoppingcart.ShoppingCartCommands.CancelShoppingCart;
import org.acme.shoppingcart.ShoppingCartCommands.ConfirmShoppingCart;
import org.acme.shoppingcart.ShoppingCartCommands.RemoveProductItem;
import org.acme.shoppingcart.ShoppingCartEvent.ProductItemAdded;
import org.acme.shoppingcart.ShoppingCartEvent.ProductItemRemoved;
import org.acme.shoppingcart.ShoppingCartEvent.ShoppingCartCancelled;
import org.acme.shoppingcart.ShoppingCartEvent.ShoppingCartConfirmed;

/**
 * The business rules: what happens when a cart is asked for something, or why it does not. Pure functions, without time,
 * store and HTTP.
 */
final class ShoppingCartDecisions {

    private ShoppingCartDecisions() {
    }

    static List<ShoppingCartEvent> decide(AddProductItem command, ShoppingCart cart) {
        requireOpen(cart);
        requireThat(command.product() != null && !command.product().isBlank(), "Product: expected a name, but there is none.");
        requireThat(command.quantity() > 0, "Quantity: expected at least 1, but it is %s.", command.quantity());
        requireThat(command.unitPrice() != null && command.unitPrice().signum() >= 0,
                "Unit price: expected 0 or more, but it is %s.", command.unitPrice());
        cart.item(command.product()).ifPresent(item -> requireSamePrice(command, item));

        return List.of(new ProductItemAdded(command.product(), command.quantity(), command.unitPrice()));
    }

    static List<ShoppingCartEvent> decide(RemoveProductItem command, ShoppingCart cart) {
        requireOpen(cart);
        var item = cart.item(command.product())
                .orElseThrow(
                        () -> new RuleViolation("Product " + command.product() + ": expected in the cart, but it is not."));

        return List.of(new ProductItemRemoved(item.product(), item.quantity()));
    }

    static List<ShoppingCartEvent> decide(ConfirmShoppingCart command, ShoppingCart cart) {
        requireOpen(cart);
        requireThat(!cart.items().isEmpty(), "Cart: expected at least one item, but it is empty.");

        return List.of(new ShoppingCartConfirmed(cart.total(), command.now()));
    }

    static List<ShoppingCartEvent> decide(CancelShoppingCart command, ShoppingCart cart) {
        requireOpen(cart);

        return List.of(new ShoppingCartCancelled(command.now()));
    }

    private static void requireOpen(ShoppingCart cart) {
        requireThat(cart.status() == Status.OPEN, "Cart: expected to be open, but it is %s.",
                cart.status().name().toLowerCase());
    }

    private static void requireSamePrice(AddProductItem command, Item item) {
        requireThat(item.unitPrice().compareTo(command.unitPrice()) == 0,
                "Product %s: expected the price %s as in the cart, but it is %s.",
                item.product(), item.unitPrice(), command.unitPrice());
    }
}
