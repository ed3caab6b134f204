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
 * With {@code quarkus.datasource.jdbc.transactions=disabled}, an append would be committed whatever becomes of the transaction.
 */
@QuarkusTest
@TestProfile(ConnectionsOutsideOfJtaTest.NotEnlisted.class)
class ConnectionsOutsideOfJtaTest {

    private final String cart = unique("cart");

    @Inject
    BlockingEventStore store;

    @Test
    void are_refused_in_a_transaction() {
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> store.appendToStream(cart, List.of(opened()))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("JDBC datasource of the event store: expected its connections to take part in JTA "
                        + "transactions, but they commit each statement: remove quarkus.datasource.jdbc.transactions=disabled");

        assertThat(store.streamExists(cart)).isFalse();
    }

    public static class NotEnlisted implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.datasource.jdbc.transactions", "disabled");
        }
    }
}
