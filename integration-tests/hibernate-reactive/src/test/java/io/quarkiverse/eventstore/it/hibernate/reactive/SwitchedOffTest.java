package io.quarkiverse.eventstore.it.hibernate.reactive;

import static io.quarkiverse.eventstore.testing.contract.fixture.StreamNames.unique;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.EventStore;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;

/** With {@code quarkus.event-store.hibernate-reactive.enabled=false}. */
@QuarkusTest
@TestProfile(SwitchedOffTest.Off.class)
class SwitchedOffTest {

    private final String cart = unique("cart");

    @Inject
    Carts carts;

    @Inject
    Callers callers;

    @Inject
    EventStore store;

    @Test
    void events_have_transactions_of_their_own() {
        Throwable failure = callers.failureOf(
                () -> carts.add(cart, Uni.createFrom().failure(new IllegalStateException("Not today."))));

        assertThat(failure).hasMessage("Not today.");
        assertThat(callers.await(() -> store.readStream(cart, Object.class)).currentStreamVersion()).isEqualTo(1);
        CartSummary summary = callers.await(() -> Panache.withSession(() -> CartSummary.findById(cart)));
        assertThat(summary).isNull();
    }

    public static class Off implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.event-store.hibernate-reactive.enabled", "false");
        }
    }
}
