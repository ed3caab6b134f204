package io.quarkiverse.eventstore.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.EventStoreSessionFactory;
import io.quarkiverse.eventstore.docs.ShoppingCartEvent.ProductItemAdded;
import io.quarkiverse.eventstore.projection.Projections;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

@QuarkusTest
@TestProfile(OnPostgresql.class)
class CartTotalsTest {

    @Inject
    Projections projections;

    @Inject
    EventStore store;

    @Inject
    EventStoreSessionFactory sessions;

    private final String stream = "shopping_cart-" + UUID.randomUUID();

    @Test
    void a_table_behind_a_view() {
        // tag::start-table[]
        Uni<Void> started = projections.start(new CartTotals());
        // end::start-table[]
        await(started);

        long position = await(store.appendToStream(stream,
                List.of(new ProductItemAdded("shoes", 2), new ProductItemAdded("socks", 4)))).lastEventGlobalPosition();
        await(projections.hasSeen("cart_totals", position));
        assertThat(items()).isEqualTo(6);

        await(projections.rebuild("cart_totals"));
        assertThat(items()).isEqualTo(6);
        assertThat(await(projections.state("cart_totals")).version()).isEqualTo(2);
        await(projections.stop("cart_totals"));
    }

    private int items() {
        return await(sessions.withSession(session -> session.unwrap(SqlConnection.class)
                .query("select items from cart_totals where cart = '" + stream + "'").execute()))
                .iterator().next().getInteger(0);
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(30));
    }
}
