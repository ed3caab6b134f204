package org.acme.shoppingcart;

import java.util.List;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkiverse.eventstore.AggregateStreamOptions;
import io.quarkiverse.eventstore.AggregateStreamResult;
import io.quarkiverse.eventstore.AppendToStreamOptions;
import io.quarkiverse.eventstore.ConcurrencyException;
import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.ExpectedStreamVersion;
import io.quarkiverse.eventstore.ReadStreamOptions;
import io.quarkiverse.eventstore.StreamName;
import io.smallrye.mutiny.Uni;

/**
 * The shopping carts in the event store, a stream for each.
 */
@ApplicationScoped
public class ShoppingCarts {

    /** A cart that others write at the same time is decided on anew this often. */
    private static final int RETRIES = 3;

    private static final AggregateStreamOptions<ShoppingCart, ShoppingCartEvent> CART = AggregateStreamOptions
            .of(ShoppingCartEvent.class, ShoppingCart::empty, ShoppingCart::evolve);

    private final EventStore events;

    ShoppingCarts(EventStore events) {
        this.events = events;
    }

    /** A cart and the version of its stream. */
    record Versioned(ShoppingCart cart, long version) {
    }

    static String streamName(String cartId) {
        return StreamName.of("shopping_cart", cartId).value();
    }

    /** The cart as it is, or as it was at an earlier version. */
    Uni<AggregateStreamResult<ShoppingCart>> find(String cartId, ReadStreamOptions part) {
        return events.aggregateStream(streamName(cartId), CART.reading(part));
    }

    /**
     * Decides on the cart as it is, and stores the decision.
     * <p>
     * Fails with {@link ConcurrencyException} if the cart is not as the caller expects. A caller that expects nothing gets a
     * decision on the latest version: if someone else was faster, it is decided again.
     */
    Uni<Versioned> change(String cartId, ExpectedStreamVersion expected,
            Function<ShoppingCart, List<ShoppingCartEvent>> decide) {
        var attempt = find(cartId, ReadStreamOptions.expectedStreamVersion(expected))
                .onItem().transformToUni(found -> append(cartId, found, decide.apply(found.state())));
        return expected.equals(ExpectedStreamVersion.any())
                ? attempt.onFailure(ConcurrencyException.class).retry().atMost(RETRIES)
                : attempt;
    }

    private Uni<Versioned> append(String cartId, AggregateStreamResult<ShoppingCart> found, List<ShoppingCartEvent> decided) {
        var changed = decided.stream().reduce(found.state(), ShoppingCart::evolve, (first, second) -> second);
        return events
                .appendToStream(streamName(cartId), decided, AppendToStreamOptions.expecting(found.currentStreamVersion()))
                .onItem().transform(appended -> new Versioned(changed, appended.nextExpectedStreamVersion()));
    }
}
