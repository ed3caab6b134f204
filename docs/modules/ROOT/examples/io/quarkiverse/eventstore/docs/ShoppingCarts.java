package io.quarkiverse.eventstore.docs;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.quarkiverse.eventstore.AggregateStreamOptions;
import io.quarkiverse.eventstore.AppendToStreamOptions;
import io.quarkiverse.eventstore.AppendToStreamResult;
import io.quarkiverse.eventstore.EventStore;
import io.smallrye.mutiny.Uni;

// tag::service[]
@ApplicationScoped
public class ShoppingCarts {

    @Inject
    EventStore store;

    public Uni<AppendToStreamResult> add(String cartId, String productId, int quantity) {
        String stream = "shopping_cart-" + cartId;
        return store.aggregateStream(stream,
                AggregateStreamOptions.of(ShoppingCartEvent.class, ShoppingCart::empty, ShoppingCart::evolve))
                .flatMap(cart -> store.appendToStream(stream, cart.state().add(productId, quantity),
                        AppendToStreamOptions.expecting(cart.currentStreamVersion())));
    }
}
// end::service[]
