package io.quarkiverse.eventstore.it.jdbc;

import static io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.opened;
import static io.quarkiverse.eventstore.testing.contract.fixture.StreamNames.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.BlockingEventStore;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

/**
 * The rows of the application on another datasource than the events: an append would be committed whatever becomes of them. No
 * test needs a connection to the rows.
 */
@QuarkusTest
@TestProfile(OtherDatasourceTest.Orders.class)
class OtherDatasourceTest {

    private final String cart = unique("cart");

    @Inject
    BlockingEventStore store;

    @Test
    void is_refused_in_a_transaction() {
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> store.appendToStream(cart, List.of(opened()))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "JTA transaction: expected a JDBC datasource of the name of the event store's reactive one, orders, "
                                + "but there is none, so events would be committed whatever becomes of the transaction: name them "
                                + "alike, or set quarkus.event-store.jdbc.enabled=false.");

        assertThat(store.streamExists(cart)).isFalse();
    }

    @Test
    void is_of_no_concern_outside_of_transactions() {
        store.appendToStream(cart, List.of(opened()));

        assertThat(store.streamExists(cart)).isTrue();
    }

    public static class Orders implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.event-store.postgresql.datasource", "orders",
                    "quarkus.datasource.orders.db-kind", "postgresql",
                    "quarkus.datasource.orders.jdbc", "false",
                    "quarkus.datasource.db-kind", "postgresql",
                    "quarkus.datasource.reactive.url", "postgresql://localhost:1/rows",
                    "quarkus.datasource.jdbc.url", "jdbc:postgresql://localhost:1/rows");
        }
    }
}
