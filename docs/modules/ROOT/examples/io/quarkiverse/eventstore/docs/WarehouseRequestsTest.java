package io.quarkiverse.eventstore.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.BlockingEventStore;
import io.quarkiverse.eventstore.docs.ShoppingCartEvent.ProductItemAdded;
import io.quarkiverse.eventstore.docs.ShoppingCartEvent.ShoppingCartConfirmed;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class WarehouseRequestsTest {

    @Inject
    BlockingEventStore store;

    @Inject
    Warehouse warehouse;

    private final String cartId = UUID.randomUUID().toString();

    @Test
    void a_declared_subscription_runs_with_the_application() {
        String product = "shoes-" + cartId;

        store.appendToStream("shopping_cart-" + cartId,
                List.of(new ProductItemAdded(product, 2), new ProductItemAdded(product, 1), new ShoppingCartConfirmed()));

        await().until(() -> warehouse.hasShipped("shopping_cart-" + cartId));
        assertThat(warehouse.reservationsOf(product)).isEqualTo(2);
    }
}
