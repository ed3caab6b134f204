package io.quarkiverse.eventstore.it.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.runtime.subscription.DurableSubscriptions;
import io.quarkiverse.eventstore.spi.EventStorage;
import io.quarkiverse.eventstore.subscription.FailurePolicy;
import io.quarkiverse.eventstore.subscription.ParkedEvent;
import io.quarkiverse.eventstore.subscription.SubscriptionOptions;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent;
import io.smallrye.mutiny.Uni;

/** An event of a known type whose data its class cannot be made of, which no handler ever gets to see. */
class UndecodableEventTest {

    private static final String NAME = "cart-summary";

    private final TestDatabase database = TestDatabase.migrated();
    private final EventStorage storage = database.storage(6);
    private final EventStore store = TestNode.store(storage);
    private final DurableSubscriptions subscriptions = TestNode.subscriptions(storage, Duration.ofSeconds(2));
    private final List<Long> handled = new CopyOnWriteArrayList<>();

    @AfterEach
    void drop() {
        Outcomes.await(subscriptions.stopAll());
        database.close();
    }

    @Test
    void is_parked_and_discarded() {
        append("cart-1");
        database.execute("insert into event_store.events (stream_id, stream_version, event_id, event_type, data, recorded_at) "
                + "select stream_id, 2, gen_random_uuid(), 'contract-product-added', '{\"quantity\":\"many\"}', now() "
                + "from event_store.streams; update event_store.streams set stream_version = 2");
        append("cart-2");
        append("cart-1");
        Outcomes.await(subscriptions.start(
                SubscriptionOptions.named(NAME).withFailurePolicy(
                        FailurePolicy.park().withRetries(0, Duration.ofMillis(1), Duration.ofMillis(1))),
                ShoppingCartEvent.class,
                event -> Uni.createFrom().voidItem().invoke(() -> handled.add(event.globalPosition()))));

        Outcomes.await(subscriptions.awaitPosition(NAME, 4, Outcomes.AT_MOST));
        assertThat(handled).containsExactly(1L, 3L);
        List<ParkedEvent> parked = Outcomes.await(subscriptions.parked(NAME, 10));
        assertThat(parked).extracting(ParkedEvent::streamVersion).containsExactly(2L, 3L);
        assertThat(parked.get(0).error()).contains("contract-product-added");

        Outcomes.await(subscriptions.discardParked(NAME, "cart-1"));
        append("cart-1");

        Awaitility.await().atMost(Outcomes.AT_MOST).until(() -> handled.equals(List.of(1L, 3L, 5L)));
    }

    private void append(String stream) {
        Outcomes.await(store.appendToStream(stream, ShoppingCartEvent.numbered("p", 1)));
    }
}
