package io.quarkiverse.eventstore.docs;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkiverse.eventstore.EventStoreSession;
import io.quarkiverse.eventstore.docs.StockEvent.ItemsReceived;
import io.quarkiverse.eventstore.docs.StockEvent.ItemsTaken;
import io.quarkiverse.eventstore.projection.Inline;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

// tag::inline[]
@ApplicationScoped
public class StockLevels {

    @Inline("stock-levels")
    Uni<Void> on(ItemsReceived event, EventStoreSession session) {
        return change(event.product(), event.quantity(), session);
    }

    @Inline("stock-levels")
    Uni<Void> on(ItemsTaken event, EventStoreSession session) {
        return change(event.product(), -event.quantity(), session);
    }

    private static Uni<Void> change(String product, int change, EventStoreSession session) {
        return session.unwrap(SqlConnection.class)
                .preparedQuery("update stock_levels set quantity = quantity + $2 where product = $1")
                .execute(Tuple.of(product, change))
                .replaceWithVoid();
    }
}
// end::inline[]
