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

/** With {@code quarkus.event-store.jdbc.enabled=false}. */
@QuarkusTest
@TestProfile(SwitchedOffTest.Off.class)
class SwitchedOffTest {

    private final String cart = unique("cart");

    @Inject
    BlockingEventStore store;

    @Inject
    Carts carts;

    @Test
    void events_have_transactions_of_their_own() {
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
            store.appendToStream(cart, List.of(opened()));
            throw new IllegalStateException("Not today.");
        })).hasMessage("Not today.");

        assertThat(store.readStream(cart, Object.class).currentStreamVersion()).isEqualTo(1);
    }

    /** Whose work must stay on its thread also then. */
    @Test
    void the_transaction_of_the_caller_is_rolled_back() {
        carts.createTable();
        for (int i = 0; i < 50; i++) {
            assertThatThrownBy(() -> carts.add(cart, () -> {
                throw new IllegalStateException("Not today.");
            })).hasMessage("Not today.");

            assertThat(carts.products(cart)).isZero();
        }
        assertThat(store.readStream(cart, Object.class).currentStreamVersion()).isEqualTo(50);
    }

    public static class Off implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.event-store.jdbc.enabled", "false");
        }
    }
}
