package org.acme.shoppingcart;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;

import org.jboss.resteasy.reactive.RestQuery;

import io.quarkiverse.eventstore.AggregateStreamOptions;
import io.quarkiverse.eventstore.EventStoreSession;
import io.quarkiverse.eventstore.ReadStreamOptions;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.projection.Inline;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;

/**
 * Keeps a {@link CartSummary} for each cart, in the transaction that appends the cart's events.
 */
@Path("/cart-summaries")
@ApplicationScoped
public class CartSummaries {

    private static final int AT_MOST = 100;

    @GET
    @WithSession
    public Uni<List<CartSummary>> list(@RestQuery ShoppingCart.Status status) {
        return CartSummary.ofStatus(status, AT_MOST);
    }

    @GET
    @Path("/{id}")
    @WithSession
    public Uni<CartSummary> get(String id) {
        return CartSummary.<CartSummary> findById(ShoppingCarts.streamName(id))
                .onItem().ifNull()
                .failWith(() -> new NotFoundException("Cart " + id + ": expected a cart, but there is none."));
    }

    @Inline("cart-summary")
    Uni<Void> on(RecordedEvent<ShoppingCartEvent> event, EventStoreSession session) {
        return session.aggregateStream(event.streamName(), cartUpTo(event.streamVersion()))
                .chain(found -> summary(event.streamName()).invoke(summary -> copy(found.state(), summary)))
                .replaceWithVoid();
    }

    private static AggregateStreamOptions<ShoppingCart, ShoppingCartEvent> cartUpTo(long version) {
        return AggregateStreamOptions.of(ShoppingCartEvent.class, ShoppingCart::empty, ShoppingCart::evolve)
                .reading(ReadStreamOptions.to(version));
    }

    private static Uni<CartSummary> summary(String stream) {
        return CartSummary.<CartSummary> findById(stream)
                .onItem().ifNull().switchTo(() -> {
                    var summary = new CartSummary();
                    summary.stream = stream;
                    return summary.persist();
                });
    }

    private static void copy(ShoppingCart cart, CartSummary summary) {
        summary.products = cart.items().size();
        summary.total = cart.total();
        summary.status = cart.status();
    }
}
