package io.quarkiverse.eventstore.it.postgresql;

import static io.quarkiverse.eventstore.testing.contract.fixture.StreamNames.uniqueCategory;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.EventFilter;
import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.EventStoreSession;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.projection.Projections;
import io.quarkiverse.eventstore.projection.TableProjection;
import io.quarkiverse.eventstore.subscription.SubscriptionOptions;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.ProductAdded;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/** A table of the application that follows the log, behind a view that always shows the version in use. */
@QuarkusTest
class PostgresqlTableProjectionTest {

    private final String category = uniqueCategory("cart");
    private final String view = uniqueCategory("sold").substring(0, 30);

    @Inject
    Projections projections;
    @Inject
    EventStore store;
    @Inject
    Pool pool;

    @AfterEach
    void stop() {
        Outcomes.await(projections.stop(view));
    }

    @Test
    void fills_a_table_that_readers_see_through_a_view() {
        append("apple", 3);
        long last = append("apple", 4);

        Outcomes.await(projections.start(new SoldProducts()));
        Outcomes.await(projections.hasSeen(view, last));

        assertThat(sold("apple")).isEqualTo(7);
    }

    @Test
    void is_rebuilt_behind_the_view() {
        Outcomes.await(projections.start(new SoldProducts()));
        for (int i = 0; i < 50; i++) {
            append("apple", 1);
        }
        Outcomes.await(projections.hasSeen(view, append("apple", 1)));
        var rebuild = projections.rebuild(view).subscribeAsCompletionStage();

        long seen = 51;
        while (!rebuild.isDone()) {
            Outcomes.await(projections.hasSeen(view, append("apple", 1)));
            seen++;
            assertThat(sold("apple")).isEqualTo(seen);
        }

        assertThat(rebuild).isCompleted();
        assertThat(tables()).containsExactly(view + "_v2");
        assertThat(sold("apple")).isEqualTo(seen);
    }

    @Test
    void shows_the_columns_of_the_new_version() {
        Outcomes.await(projections.start(new SoldProducts()));
        long last = append("apple", 2);
        Outcomes.await(projections.hasSeen(view, last));
        Outcomes.await(projections.stop(view));

        Outcomes.await(projections.start(new SoldProductsWithCount()));
        Outcomes.await(projections.rebuild(view));
        append("apple", 2);
        Outcomes.await(projections.hasSeen(view, append("apple", 2)));

        assertThat(number("select sales from " + view + " where product = 'apple'")).isEqualTo(3);
        assertThat(sold("apple")).isEqualTo(6);
    }

    private long append(String product, int quantity) {
        return Outcomes.await(store.appendToStream(category + "-1", List.of(new ProductAdded(product, quantity))))
                .lastEventGlobalPosition();
    }

    private long sold(String product) {
        return number("select quantity from " + view + " where product = '" + product + "'");
    }

    private List<String> tables() {
        return Outcomes.await(pool.query("select table_name from information_schema.tables where table_type = 'BASE TABLE' "
                + "and table_name like '" + view + "%'").execute())
                .stream().map(row -> row.getString(0)).toList();
    }

    private long number(String sql) {
        return Outcomes.await(pool.query(sql).execute()).iterator().next().getLong(0);
    }

    private class SoldProducts implements TableProjection<ShoppingCartEvent> {

        @Override
        public SubscriptionOptions options() {
            return SubscriptionOptions.named(view).withFilter(EventFilter.categories(category));
        }

        @Override
        public Class<ShoppingCartEvent> eventType() {
            return ShoppingCartEvent.class;
        }

        @Override
        public Uni<Void> create(String table, EventStoreSession session) {
            return session.unwrap(SqlConnection.class)
                    .query("create table " + table + " (product text primary key, quantity bigint not null)").execute()
                    .replaceWithVoid();
        }

        @Override
        public Uni<Void> project(RecordedEvent<ShoppingCartEvent> event, String table, EventStoreSession session) {
            return event.data() instanceof ProductAdded added ? write(added, table, session.unwrap(SqlConnection.class))
                    : Uni.createFrom().voidItem();
        }

        Uni<Void> write(ProductAdded added, String table, SqlConnection connection) {
            return connection.preparedQuery("insert into " + table + " as t values ($1, $2) on conflict (product) "
                    + "do update set quantity = t.quantity + excluded.quantity")
                    .execute(Tuple.of(added.productId(), (long) added.quantity())).replaceWithVoid();
        }
    }

    /** What a later release of the application would bring. */
    private final class SoldProductsWithCount extends SoldProducts {

        @Override
        public Uni<Void> create(String table, EventStoreSession session) {
            return session.unwrap(SqlConnection.class).query("create table " + table
                    + " (product text primary key, sales bigint not null, quantity bigint not null)").execute()
                    .replaceWithVoid();
        }

        @Override
        Uni<Void> write(ProductAdded added, String table, SqlConnection connection) {
            String columns = table.endsWith("_v1") ? " (product, quantity) values ($1, $2)"
                    : " (product, quantity, sales) values ($1, $2, 1)";
            String change = table.endsWith("_v1") ? "" : ", sales = t.sales + 1";
            return connection.preparedQuery("insert into " + table + " as t" + columns + " on conflict (product) "
                    + "do update set quantity = t.quantity + excluded.quantity" + change)
                    .execute(Tuple.of(added.productId(), (long) added.quantity())).replaceWithVoid();
        }
    }
}
