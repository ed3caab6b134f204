package io.quarkiverse.eventstore.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.BlockingEventStore;
import io.quarkiverse.eventstore.docs.ShoppingCartEvent.ProductItemAdded;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class HooksTest {

    @Inject
    BlockingEventStore store;

    @Inject
    CartViews views;

    @Inject
    CartNews news;

    private final String stream = "shopping_cart-" + UUID.randomUUID();

    @Test
    void a_hook_is_done_before_the_append_completes() {
        views.cache.put(stream, "stale");

        store.appendToStream(stream, List.of(new ProductItemAdded("shoes", 2)));

        assertThat(views.cache).doesNotContainKey(stream);
    }

    @Test
    void an_observer_is_told_in_its_own_time() {
        store.appendToStream(stream, List.of(new ProductItemAdded("shoes", 2)));

        await().until(() -> news.changed.contains(stream));
    }
}
