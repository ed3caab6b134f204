package io.quarkiverse.eventstore.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.AppendToStreamResult;
import io.quarkiverse.eventstore.EventFilter;
import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.EventStoreSessionFactory;
import io.quarkiverse.eventstore.docs.ShoppingCartEvent.ProductItemAdded;
import io.quarkiverse.eventstore.subscription.SubscriptionOptions;
import io.quarkiverse.eventstore.subscription.Subscriptions;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

@QuarkusTest
@TestProfile(OnPostgresql.class)
class CartSummaryTest {

    @Inject
    Subscriptions subscriptions;

    @Inject
    EventStore store;

    @Inject
    EventStoreSessionFactory sessions;

    @Inject
    Pool pool;

    private final String stream = "shopping_cart-" + UUID.randomUUID();

    @BeforeEach
    void a_table() {
        query("create table if not exists cart_summary (cart text primary key, items integer not null)");
    }

    @Test
    void a_table_that_counts_each_event_once() {
        // tag::sql[]
        String addItems = """
                insert into cart_summary as s (cart, items) values ($1, $2)
                on conflict (cart) do update set items = s.items + excluded.items""";

        Uni<Void> started = subscriptions.startTransactional(
                SubscriptionOptions.named("cart-summary").withFilter(EventFilter.categories("shopping_cart")),
                ProductItemAdded.class,
                (event, session) -> session.unwrap(SqlConnection.class)
                        .preparedQuery(addItems)
                        .execute(Tuple.of(event.streamName(), event.data().quantity()))
                        .replaceWithVoid());
        // end::sql[]
        await(started);

        long position = await(store.appendToStream(stream,
                List.of(new ProductItemAdded("shoes", 2), new ProductItemAdded("socks", 4)))).lastEventGlobalPosition();
        await(subscriptions.awaitPosition("cart-summary", position, Duration.ofSeconds(30)));

        await(subscriptions.stop("cart-summary"));
        assertThat(items()).isEqualTo(6);
    }

    @Test
    void a_transaction_that_the_application_begins() {
        // tag::joining[]
        Uni<AppendToStreamResult> added = pool.withTransaction(connection -> connection
                .preparedQuery("insert into cart_summary (cart, items) values ($1, $2)")
                .execute(Tuple.of(stream, 2))
                .chain(() -> sessions.joining(connection)
                        .appendToStream(stream, List.of(new ProductItemAdded("shoes", 2)))));
        // end::joining[]

        assertThat(await(added).createdNewStream()).isTrue();
        assertThat(items()).isEqualTo(2);
    }

    @Test
    void a_table_and_a_stream_together() {
        // tag::unwrap[]
        Uni<AppendToStreamResult> added = sessions.withSession(session -> session.unwrap(SqlConnection.class)
                .preparedQuery("insert into cart_summary (cart, items) values ($1, $2)")
                .execute(Tuple.of(stream, 2))
                .chain(() -> session.appendToStream(stream, List.of(new ProductItemAdded("shoes", 2)))));
        // end::unwrap[]

        assertThat(await(added).createdNewStream()).isTrue();
        assertThat(items()).isEqualTo(2);
    }

    private int items() {
        return query("select items from cart_summary where cart = '" + stream + "'").iterator().next().getInteger(0);
    }

    private RowSet<Row> query(String sql) {
        return await(sessions.withSession(session -> session.unwrap(SqlConnection.class).query(sql).execute()));
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(30));
    }
}
