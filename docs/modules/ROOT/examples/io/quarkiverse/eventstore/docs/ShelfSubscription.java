package io.quarkiverse.eventstore.docs;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkiverse.eventstore.EventFilter;
import io.quarkiverse.eventstore.docs.ShoppingCartEvent.ProductItemAdded;
import io.quarkiverse.eventstore.subscription.SubscriptionOptions;
import io.quarkiverse.eventstore.subscription.Subscriptions;
import io.quarkus.runtime.StartupEvent;

// tag::start[]
@ApplicationScoped
public class ShelfSubscription {

    void start(@Observes StartupEvent startup, Subscriptions subscriptions, Shelf shelf) {
        subscriptions.start(
                SubscriptionOptions.named("shelf").withFilter(EventFilter.categories("shopping_cart")),
                ProductItemAdded.class,
                event -> shelf.take(event.data().productId(), event.data().quantity()))
                .await().indefinitely();
    }
}
// end::start[]
