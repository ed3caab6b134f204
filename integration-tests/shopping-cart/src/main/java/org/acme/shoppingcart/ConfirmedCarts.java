package org.acme.shoppingcart;

import java.util.concurrent.atomic.AtomicLong;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import org.acme.shoppingcart.ShoppingCartEvent.ShoppingCartConfirmed;

import io.quarkiverse.eventstore.AfterCommitHook;
import io.quarkiverse.eventstore.AppendedEvents;
import io.smallrye.mutiny.Uni;

/**
 * Counts the carts that this process saw confirmed: a number for a dashboard, which may start at 0 again.
 */
@Path("/confirmed-carts")
@ApplicationScoped
public class ConfirmedCarts implements AfterCommitHook {

    private final AtomicLong count = new AtomicLong();

    @GET
    public long count() {
        return count.get();
    }

    @Override
    public Uni<Void> onAfterCommit(AppendedEvents committed) {
        count.addAndGet(committed.events().stream().filter(event -> event.data() instanceof ShoppingCartConfirmed).count());
        return Uni.createFrom().voidItem();
    }
}
