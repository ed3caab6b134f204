package org.acme.shoppingcart;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

import org.acme.shoppingcart.ShoppingCart.Item;
import org.acme.shoppingcart.ShoppingCart.Status;
import org.acme.shoppingcart.ShoppingCartEvent.ProductItemAdded;
import org.acme.shoppingcart.ShoppingCartEvent.ProductItemRemoved;
import org.acme.shoppingcart.ShoppingCartEvent.ShoppingCartCancelled;
import org.acme.shoppingcart.ShoppingCartEvent.ShoppingCartConfirmed;
import org.junit.jupiter.api.Test;

class ShoppingCartEvolutionTest {

    private static final BigDecimal PRICE = new BigDecimal("20.00");
    private static final ShoppingCart WITH_BOOK = ShoppingCart.empty().evolve(new ProductItemAdded("book", 1, PRICE));

    @Test
    void a_new_cart_is_open_and_empty() {
        assertThat(ShoppingCart.empty()).isEqualTo(new ShoppingCart(Status.OPEN, List.of()));
        assertThat(ShoppingCart.empty().total()).isEqualByComparingTo("0");
    }

    @Test
    void pieces_of_the_same_product_add_up() {
        var cart = WITH_BOOK.evolve(new ProductItemAdded("book", 2, PRICE));

        assertThat(cart.items()).containsExactly(new Item("book", 3, PRICE));
        assertThat(cart.total()).isEqualByComparingTo("60.00");
    }

    @Test
    void a_removed_product_is_gone() {
        assertThat(WITH_BOOK.evolve(new ProductItemRemoved("book", 1)).items()).isEmpty();
    }

    @Test
    void a_closed_cart_keeps_its_items() {
        var confirmed = WITH_BOOK.evolve(new ShoppingCartConfirmed(PRICE, Instant.EPOCH));
        var cancelled = WITH_BOOK.evolve(new ShoppingCartCancelled(Instant.EPOCH));

        assertThat(confirmed).isEqualTo(new ShoppingCart(Status.CONFIRMED, WITH_BOOK.items()));
        assertThat(cancelled).isEqualTo(new ShoppingCart(Status.CANCELLED, WITH_BOOK.items()));
    }
}
