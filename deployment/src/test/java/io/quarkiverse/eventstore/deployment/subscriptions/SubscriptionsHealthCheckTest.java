package io.quarkiverse.eventstore.deployment.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.deployment.subscriptions.CartEvent.ItemAdded;
import io.quarkiverse.eventstore.deployment.subscriptions.CartEvent.Opened;
import io.quarkiverse.eventstore.runtime.observability.SubscriptionsHealthCheck;
import io.quarkiverse.eventstore.spi.EventStorage;
import io.quarkiverse.eventstore.subscription.Subscription;
import io.quarkiverse.eventstore.subscription.Subscriptions;
import io.quarkus.test.QuarkusUnitTest;

/** The check as such: the extension that would call it is not on the class path of these tests. */
class SubscriptionsHealthCheckTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.started();

    @Inject
    EventStore store;

    @Inject
    Subscriptions subscriptions;

    @Inject
    EventStorage storage;

    @Test
    void it_is_down_while_a_subscription_has_stopped() {
        append("cart-1", new Opened("ann"));
        subscriptions.awaitPosition("cart", 1, Duration.ofSeconds(10)).await().indefinitely();
        assertThat(check().getStatus()).isEqualTo(Status.UP);

        append("cart-1", new ItemAdded("tea"));

        await().atMost(Duration.ofSeconds(10)).until(() -> check().getStatus() == Status.DOWN);
        Map<String, Object> data = check().getData().orElseThrow();
        assertThat(check().getName()).isEqualTo("Event store subscriptions");
        assertThat(data)
                .containsEntry("cart.status", "STOPPED")
                .containsEntry("cart.position", 1L)
                .containsEntry("cart.lag-positions", 1L)
                .containsEntry("cart.parked-events", 0L);
        assertThat(data.get("cart.last-error")).asString().contains("sold out").hasSize(200).endsWith("…");
    }

    private void append(String stream, CartEvent event) {
        store.appendToStream(stream, List.of(event)).await().indefinitely();
    }

    private HealthCheckResponse check() {
        return new SubscriptionsHealthCheck(subscriptions, storage).call().await().indefinitely();
    }

    @Subscription(name = "cart", retries = 0)
    static class Handlers {

        void on(Opened event) {
        }

        void on(ItemAdded event) {
            throw new IllegalStateException("sold out".repeat(100));
        }
    }
}
