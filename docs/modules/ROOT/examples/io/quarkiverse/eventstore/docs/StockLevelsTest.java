package io.quarkiverse.eventstore.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.EventStoreSessionFactory;
import io.quarkiverse.eventstore.InlineProjectionException;
import io.quarkiverse.eventstore.docs.StockEvent.ItemsReceived;
import io.quarkiverse.eventstore.docs.StockEvent.ItemsTaken;
import io.quarkiverse.eventstore.projection.Projections;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

@QuarkusTest
@TestProfile(OnPostgresql.class)
class StockLevelsTest {

    @Inject
    EventStore store;

    @Inject
    EventStoreSessionFactory sessions;

    @Inject
    Projections projections;

    @Test
    void a_table_in_the_transaction_of_the_append() {
        sql("create table stock_levels (product text primary key, quantity integer not null check (quantity >= 0))");
        sql("insert into stock_levels values ('shoes', 0)");
        sql("create table items_received (product text primary key, quantity integer not null)");

        await(store.appendToStream("stock-1", List.of(new ItemsReceived("shoes", 5), new ItemsTaken("shoes", 2))));

        assertThat(level()).isEqualTo(3);
        assertThat(number("select quantity from items_received where product = 'shoes'")).isEqualTo(5);
        assertThatThrownBy(() -> await(store.appendToStream("stock-1", List.of(new ItemsTaken("shoes", 4)))))
                .isInstanceOf(InlineProjectionException.class)
                .hasMessageStartingWith(
                        "Inline projection stock-levels: expected it to take event 3 (ItemsTaken) of stream stock-1");
        assertThat(level()).isEqualTo(3);

        // tag::move[]
        Uni<Void> toTheLog = projections.follow("stock-levels"); // subscribe to it before the import
        Uni<Void> back = projections.makeInline("stock-levels"); // and to this after it
        // end::move[]
        await(toTheLog);
        await(store.appendToStream("stock-1", List.of(new ItemsTaken("shoes", 1))));
        await(back);
        assertThat(level()).isEqualTo(2);
    }

    private int level() {
        return number("select quantity from stock_levels where product = 'shoes'");
    }

    private int number(String query) {
        return await(sessions.withSession(session -> session.unwrap(SqlConnection.class).query(query).execute()))
                .iterator().next().getInteger(0);
    }

    private void sql(String statement) {
        await(sessions.withSession(session -> session.unwrap(SqlConnection.class).query(statement).execute()));
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(30));
    }
}
