package io.quarkiverse.eventstore.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.BlockingEventStore;
import io.quarkiverse.eventstore.docs.ShoppingCartEvent.ProductItemAdded;
import io.quarkiverse.eventstore.docs.ShoppingCartEvent.ShoppingCartConfirmed;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class MessagingTest {

    @Inject
    BlockingEventStore store;

    @Inject
    CartMails mails;

    @Inject
    CartImports imports;

    private final String cart = "shopping_cart-" + UUID.randomUUID();

    @Test
    void an_incoming_channel_follows_the_log() {
        store.appendToStream(cart, List.of(new ProductItemAdded("shoes", 1), new ShoppingCartConfirmed()));

        await().until(() -> mails.sent().contains("Cart " + cart + " is on its way."));
    }

    @Test
    void an_outgoing_channel_appends() {
        UUID request = UUID.randomUUID();

        imports.add(cart, new ProductItemAdded("shoes", 1), request).await().atMost(Duration.ofSeconds(10));
        imports.add(cart, new ProductItemAdded("shoes", 1), request).await().atMost(Duration.ofSeconds(10));

        assertThat(store.readStream(cart, ShoppingCartEvent.class).events()).hasSize(1);
    }
}
