package io.quarkiverse.eventstore.it.postgresql;

import io.quarkiverse.eventstore.EventStoreSession;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.projection.TableProjection;
import io.quarkiverse.eventstore.subscription.SubscriptionOptions;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.ProductAdded;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

/**
 * A table with one row for each event.
 *
 * @param column the name of its column
 */
record CartTable(SubscriptionOptions options, String column) implements TableProjection<ProductAdded> {

    CartTable(SubscriptionOptions options) {
        this(options, "position");
    }

    @Override
    public Class<ProductAdded> eventType() {
        return ProductAdded.class;
    }

    @Override
    public Uni<Void> create(String table, EventStoreSession session) {
        return session.unwrap(SqlConnection.class).query("create table " + table + " (" + column + " bigint)").execute()
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> project(RecordedEvent<ProductAdded> event, String table, EventStoreSession session) {
        return session.unwrap(SqlConnection.class).query("insert into " + table + " values (" + event.globalPosition() + ")")
                .execute().replaceWithVoid();
    }
}
