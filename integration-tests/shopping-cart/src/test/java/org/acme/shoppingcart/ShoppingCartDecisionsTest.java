package org.acme.shoppingcart;

import static org.acme.shoppingcart.ShoppingCartDecisions.decide;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.stream.Stream;

import org.acme.shoppingcart.ShoppingCartCommands.AddProductItem;
import org.acme.shoppingcart.ShoppingCartCommands.CancelShoppingCart;
import org.acme.shoppingcart.ShoppingCartCommands.ConfirmShoppingCart;
import org.acme.shoppingcart.ShoppingCartCommands.RemoveProductItem;
import org.acme.shoppingcart.ShoppingCartEvent.ProductItemAdded;
import org.acme.shoppingcart.ShoppingCartEvent.ProductItemRemoved;
import org.acme.shoppingcart.ShoppingCartEvent.ShoppingCartCancelled;
import org.acme.shoppingcart.ShoppingCartEvent.ShoppingCartConfirmed;
import org.junit.jupiter.api.Test;

class ShoppingCartDecisionsTest {

    private static final BigDecimal PRICE = new BigDecimal("20.00");
    private static final Instant NOW = Instant.parse("2026-01-31T10:15:30Z");
    private static final ProductItemAdded TWO_BOOKS = new ProductItemAdded("book", 2, PRICE);

    @Test
    void an_added_product_is_in_the_cart() {
        assertThat(decide(new AddProductItem("book", 2, PRICE), cart())).containsExactly(TWO_BOOKS);
    }

    @Test
    void all_pieces_of_a_product_are_removed() {
        var removed = decide(new RemoveProductItem("book"), cart(TWO_BOOKS, TWO_BOOKS));

        assertThat(removed).containsExactly(new ProductItemRemoved("book", 4));
    }

    @Test
    void a_confirmation_states_the_total() {
        var confirmed = decide(new ConfirmShoppingCart(NOW),
                cart(TWO_BOOKS, new ProductItemAdded("pen", 1, new BigDecimal("1.50"))));

        assertThat(confirmed).containsExactly(new ShoppingCartConfirmed(new BigDecimal("41.50"), NOW));
    }

    @Test
    void an_empty_cart_can_be_cancelled_but_not_confirmed() {
        assertThat(decide(new CancelShoppingCart(NOW), cart())).containsExactly(new ShoppingCartCancelled(NOW));
        assertThatThrownBy(() -> decide(new ConfirmShoppingCart(NOW), cart()))
                .isInstanceOf(RuleViolation.class).hasMessage("Cart: expected at least one item, but it is empty.");
    }

    @Test
    void a_closed_cart_does_not_change() {
        var confirmed = cart(TWO_BOOKS, new ShoppingCartConfirmed(PRICE, NOW));
        var cancelled = cart(TWO_BOOKS, new ShoppingCartCancelled(NOW));

        assertThatThrownBy(() -> decide(new AddProductItem("book", 1, PRICE), confirmed))
                .hasMessage("Cart: expected to be open, but it is confirmed.");
        assertThatThrownBy(() -> decide(new RemoveProductItem("book"), cancelled))
                .hasMessage("Cart: expected to be open, but it is cancelled.");
        assertThatThrownBy(() -> decide(new CancelShoppingCart(NOW), confirmed)).isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> decide(new ConfirmShoppingCart(NOW), cancelled)).isInstanceOf(RuleViolation.class);
    }

    @Test
    void an_item_needs_a_name_a_quantity_and_a_price() {
        assertThatThrownBy(() -> decide(new AddProductItem(" ", 1, PRICE), cart()))
                .hasMessage("Product: expected a name, but there is none.");
        assertThatThrownBy(() -> decide(new AddProductItem("book", 0, PRICE), cart()))
                .hasMessage("Quantity: expected at least 1, but it is 0.");
        assertThatThrownBy(() -> decide(new AddProductItem("book", 1, null), cart()))
                .hasMessage("Unit price: expected 0 or more, but it is null.");
    }

    @Test
    void a_product_has_one_price_in_a_cart() {
        assertThatThrownBy(() -> decide(new AddProductItem("book", 1, BigDecimal.ONE), cart(TWO_BOOKS)))
                .hasMessage("Product book: expected the price 20.00 as in the cart, but it is 1.");
    }

    private static ShoppingCart cart(ShoppingCartEvent... history) {
        return Stream.of(history).reduce(ShoppingCart.empty(), ShoppingCart::evolve, (first, second) -> second);
    }
}
