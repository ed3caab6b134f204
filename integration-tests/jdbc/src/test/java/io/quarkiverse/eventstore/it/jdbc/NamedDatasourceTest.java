package io.quarkiverse.eventstore.it.jdbc;

import static io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.opened;
import static io.quarkiverse.eventstore.testing.contract.fixture.StreamNames.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.agroal.api.AgroalDataSource;
import io.quarkiverse.eventstore.BlockingEventStore;
import io.quarkus.agroal.DataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

/** The event store and the rows of the application on a datasource that has a name. */
@QuarkusTest
@TestProfile(NamedDatasourceTest.Orders.class)
class NamedDatasourceTest {

    private static final String ORDERS = "orders";

    private final String order = unique("order");

    @Inject
    BlockingEventStore store;

    @Inject
    @DataSource(ORDERS)
    AgroalDataSource orders;

    @Test
    void rows_and_events_are_committed_or_rolled_back_together() throws SQLException {
        update("create table if not exists order_rows (name text primary key)");

        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
            appendAndInsert();
            throw new IllegalStateException("Not today.");
        })).hasMessage("Not today.");
        assertThat(store.streamExists(order)).isFalse();
        assertThat(rows()).isZero();

        QuarkusTransaction.requiringNew().run(this::appendAndInsert);
        assertThat(store.streamExists(order)).isTrue();
        assertThat(rows()).isEqualTo(1);
    }

    private void appendAndInsert() {
        store.appendToStream(order, List.of(opened()));
        try {
            update("insert into order_rows values ('" + order + "')");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void update(String sql) throws SQLException {
        try (Connection connection = orders.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long rows() throws SQLException {
        try (Connection connection = orders.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from order_rows where name = '" + order + "'")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    public static class Orders implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.event-store.postgresql.datasource", ORDERS,
                    "quarkus.datasource.orders.db-kind", "postgresql",
                    "quarkus.datasource.db-kind", "postgresql",
                    "quarkus.datasource.jdbc.url", "${quarkus.datasource.orders.jdbc.url}",
                    "quarkus.datasource.reactive.url", "${quarkus.datasource.orders.reactive.url}",
                    "quarkus.datasource.username", "${quarkus.datasource.orders.username}",
                    "quarkus.datasource.password", "${quarkus.datasource.orders.password}");
        }
    }
}
