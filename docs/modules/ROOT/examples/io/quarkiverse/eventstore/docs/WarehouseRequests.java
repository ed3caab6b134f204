package io.quarkiverse.eventstore.docs;

import jakarta.inject.Inject;

import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.docs.ShoppingCartEvent.ProductItemAdded;
import io.quarkiverse.eventstore.docs.ShoppingCartEvent.ShoppingCartConfirmed;
import io.quarkiverse.eventstore.subscription.Subscription;
import io.smallrye.mutiny.Uni;

// tag::declared[]
@Subscription(name = "warehouse", category = "shopping_cart")
public class WarehouseRequests {

    @Inject
    Warehouse warehouse;

    Uni<Void> onAdded(RecordedEvent<ProductItemAdded> added) {
        return warehouse.reserve(added.eventId(), added.data().productId());
    }

    Uni<Void> onConfirmed(RecordedEvent<ShoppingCartConfirmed> confirmed) {
        return warehouse.ship(confirmed.streamName());
    }
}
// end::declared[]
