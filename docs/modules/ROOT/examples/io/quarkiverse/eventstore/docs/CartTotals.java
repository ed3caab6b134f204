package io.quarkiverse.eventstore.docs;

import io.quarkiverse.eventstore.EventFilter;
import io.quarkiverse.eventstore.EventStoreSession;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.docs.ShoppingCartEvent.ProductItemAdded;
import io.quarkiverse.eventstore.projection.TableProjection;
import io.quarkiverse.eventstore.subscription.SubscriptionOptions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

// tag::table[]
public class CartTotals implements TableProjection<ProductItemAdded> {

    @Override
    public SubscriptionOptions options() {
        return SubscriptionOptions.named("cart_totals").withFilter(EventFilter.categories("shopping_cart"));
    }

    @Override
    public Class<ProductItemAdded> eventType() {
        return ProductItemAdded.class;
    }

    @Override
    public Uni<Void> create(String table, EventStoreSession session) {
        return session.unwrap(SqlConnection.class)
                .query("create table " + table + " (cart text primary key, items integer not null)")
                .execute()
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> project(RecordedEvent<ProductItemAdded> event, String table, EventStoreSession session) {
        return session.unwrap(SqlConnection.class)
                .preparedQuery("insert into " + table + " as t (cart, items) values ($1, $2)"
                        + " on conflict (cart) do update set items = t.items + excluded.items")
                .execute(Tuple.of(event.streamName(), event.data().quantity()))
                .replaceWithVoid();
    }
}
// end::table[]
