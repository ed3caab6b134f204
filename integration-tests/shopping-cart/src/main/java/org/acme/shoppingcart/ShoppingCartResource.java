package org.acme.shoppingcart;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import org.acme.shoppingcart.ShoppingCartCommands.AddProductItem;
import org.acme.shoppingcart.ShoppingCartCommands.CancelShoppingCart;
import org.acme.shoppingcart.ShoppingCartCommands.ConfirmShoppingCart;
import org.acme.shoppingcart.ShoppingCartCommands.RemoveProductItem;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

import io.quarkiverse.eventstore.AggregateStreamResult;
import io.quarkiverse.eventstore.ReadStreamOptions;
import io.smallrye.mutiny.Uni;

/**
 * Shopping carts over HTTP. The {@code ETag} of a cart is the version of its stream.
 */
@Path("/carts/{id}")
public class ShoppingCartResource {

    private final ShoppingCarts carts;

    ShoppingCartResource(ShoppingCarts carts) {
        this.carts = carts;
    }

    @POST
    @Path("/items")
    public Uni<RestResponse<ShoppingCart>> add(String id, AddProductItem command, @BeanParam Precondition precondition) {
        return change(id, precondition, cart -> ShoppingCartDecisions.decide(command, cart));
    }

    @DELETE
    @Path("/items/{product}")
    public Uni<RestResponse<ShoppingCart>> remove(String id, String product, @BeanParam Precondition precondition) {
        var command = new RemoveProductItem(product);
        return change(id, precondition, cart -> ShoppingCartDecisions.decide(command, cart));
    }

    @POST
    @Path("/confirm")
    public Uni<RestResponse<ShoppingCart>> confirm(String id, @BeanParam Precondition precondition) {
        var command = new ConfirmShoppingCart(Instant.now());
        return change(id, precondition, cart -> ShoppingCartDecisions.decide(command, cart));
    }

    @POST
    @Path("/cancel")
    public Uni<RestResponse<ShoppingCart>> cancel(String id, @BeanParam Precondition precondition) {
        var command = new CancelShoppingCart(Instant.now());
        return change(id, precondition, cart -> ShoppingCartDecisions.decide(command, cart));
    }

    /** The cart as it is, or as it was at version {@code at}. */
    @GET
    public Uni<RestResponse<ShoppingCart>> get(String id, @RestQuery Optional<Long> at) {
        return carts.find(id, at.map(ReadStreamOptions::to).orElse(ReadStreamOptions.all()))
                .onItem().transform(found -> present(id, found, at.orElse(found.currentStreamVersion())));
    }

    private Uni<RestResponse<ShoppingCart>> change(String id, Precondition precondition,
            Function<ShoppingCart, List<ShoppingCartEvent>> decide) {
        return carts.change(id, precondition.expected(), decide)
                .onItem().transform(changed -> withETag(changed.cart(), changed.version()));
    }

    private static RestResponse<ShoppingCart> present(String id, AggregateStreamResult<ShoppingCart> found, long version) {
        if (version < 1 || version > found.currentStreamVersion()) {
            throw new NotFoundException("Cart " + id + ": expected version " + version + ", but it "
                    + (found.streamExists() ? "is at " + found.currentStreamVersion() + "." : "does not exist."));
        }
        return withETag(found.state(), version);
    }

    private static RestResponse<ShoppingCart> withETag(ShoppingCart cart, long version) {
        return ResponseBuilder.ok(cart).tag(Long.toString(version)).build();
    }
}
