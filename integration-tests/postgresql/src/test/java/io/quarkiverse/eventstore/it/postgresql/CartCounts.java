package io.quarkiverse.eventstore.it.postgresql;

import java.util.List;

import io.quarkiverse.eventstore.EventStoreSession;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.projection.InlineProjection;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.ProductAdded;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * An inline projection that counts the events of each stream in a table, and refuses an event that is not the next of its
 * stream.
 */
final class CartCounts implements InlineProjection<ProductAdded> {

    static final String NAME = "cart-counts";

    static void createTable(TestDatabase database) {
        database.execute("create table cart_counts (cart text primary key, items bigint not null, version bigint not null)");
    }

    /** The carts by name, each with its number of events. */
    static List<String> counted(TestDatabase database) {
        return database.strings("select cart || ' ' || items from cart_counts order by 1");
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Class<ProductAdded> eventType() {
        return ProductAdded.class;
    }

    @Override
    public Uni<Void> clear(EventStoreSession session) {
        return session.unwrap(SqlConnection.class).query("delete from cart_counts").execute().replaceWithVoid();
    }

    @Override
    public Uni<Void> project(RecordedEvent<ProductAdded> event, EventStoreSession session) {
        return session.unwrap(SqlConnection.class)
                .preparedQuery(
                        "insert into cart_counts as c (cart, items, version) select $1::text, 1, 1 where $2::bigint = 1"
                                + " or exists (select from cart_counts where cart = $1)"
                                + " on conflict (cart) do update set items = c.items + 1, version = $2 where c.version = $2 - 1")
                .execute(Tuple.of(event.streamName(), event.streamVersion()))
                .invoke(rows -> {
                    if (rows.rowCount() != 1) {
                        throw new IllegalStateException("Version " + event.streamVersion() + " of " + event.streamName()
                                + " is not the next one.");
                    }
                })
                .replaceWithVoid();
    }
}
