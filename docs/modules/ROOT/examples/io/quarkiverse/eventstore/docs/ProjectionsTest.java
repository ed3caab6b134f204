package io.quarkiverse.eventstore.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.EventFilter;
import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.docs.ShoppingCartEvent.ProductItemAdded;
import io.quarkiverse.eventstore.docs.ShoppingCartEvent.ShoppingCartConfirmed;
import io.quarkiverse.eventstore.projection.ProjectionState;
import io.quarkiverse.eventstore.projection.Projections;
import io.quarkiverse.eventstore.projection.StateProjection;
import io.quarkiverse.eventstore.subscription.SubscriptionOptions;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;

@QuarkusTest
class ProjectionsTest {

    // tag::per-stream[]
    static final StateProjection<ShoppingCart, ShoppingCartEvent> CARTS = StateProjection.perStream(
            SubscriptionOptions.named("carts").withFilter(EventFilter.categories("shopping_cart")),
            ShoppingCartEvent.class, ShoppingCart.class, ShoppingCart::empty, ShoppingCart::evolve);
    // end::per-stream[]

    // tag::by-key[]
    record Demand(int items) {
    }

    static final StateProjection<Demand, ProductItemAdded> DEMAND = new StateProjection<>(
            SubscriptionOptions.named("demand").withFilter(EventFilter.categories("shopping_cart")),
            ProductItemAdded.class, Demand.class,
            event -> Optional.of(event.data().productId()),
            () -> new Demand(0),
            (demand, event) -> Optional.of(new Demand(demand.items() + event.data().quantity())));
    // end::by-key[]

    @Inject
    Projections projections;

    @Inject
    EventStore store;

    private final String cartId = UUID.randomUUID().toString();
    private final String stream = "shopping_cart-" + cartId;

    @Test
    void a_state_for_each_stream() {
        // tag::start[]
        Uni<Void> started = projections.start(CARTS);
        // end::start[]
        await(started);
        List<ShoppingCartEvent> events = List.of(new ProductItemAdded("shoes", 2), new ShoppingCartConfirmed());

        // tag::has-seen[]
        Uni<Optional<ShoppingCart>> cart = store.appendToStream(stream, events)
                .call(appended -> projections.hasSeen("carts", appended.lastEventGlobalPosition(), Duration.ofSeconds(5)))
                .chain(() -> projections.find(CARTS, stream));
        // end::has-seen[]

        assertThat(await(cart)).hasValue(new ShoppingCart(2, true));
        await(projections.stop("carts"));
    }

    @Test
    void a_state_for_each_key() {
        await(projections.start(DEMAND));
        String product = "socks-" + cartId;
        long position = await(store.appendToStream(stream,
                List.of(new ProductItemAdded(product, 2), new ProductItemAdded(product, 3)))).lastEventGlobalPosition();
        await(projections.hasSeen("demand", position));
        assertThat(await(projections.find(DEMAND, product))).hasValue(new Demand(5));

        // tag::rebuild[]
        Uni<Void> rebuilt = projections.rebuild("demand");
        // end::rebuild[]
        // tag::state[]
        Uni<ProjectionState> state = projections.state("demand");
        // end::state[]

        await(rebuilt);
        assertThat(await(state).version()).isEqualTo(2);
        assertThat(await(projections.find(DEMAND, product))).hasValue(new Demand(5));
        await(projections.stop("demand"));
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(30));
    }
}
