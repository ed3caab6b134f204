package io.quarkiverse.eventstore.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.AppendToStreamResult;
import io.quarkiverse.eventstore.BlockingEventStore;
import io.quarkus.test.junit.QuarkusTest;

// tag::test[]
@QuarkusTest
class ShoppingCartsTest {

    @Inject
    ShoppingCarts carts;

    @Inject
    BlockingEventStore store;

    @Test
    void adds_a_product_item() {
        String cartId = UUID.randomUUID().toString();

        AppendToStreamResult result = carts.add(cartId, "shoes", 2).await().indefinitely();

        assertThat(result.nextExpectedStreamVersion()).isEqualTo(1);
        assertThat(store.readStream("shopping_cart-" + cartId, ShoppingCartEvent.class).events())
                .extracting(event -> event.data())
                .containsExactly(new ShoppingCartEvent.ProductItemAdded("shoes", 2));
    }
}
// end::test[]
