package io.quarkiverse.eventstore.it.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.CompletableFuture;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.eventstore.EventFilter;
import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.runtime.postgres.PostgresEventStorage;
import io.quarkiverse.eventstore.runtime.subscription.DurableSubscriptions;
import io.quarkiverse.eventstore.spi.EventStorage;
import io.quarkiverse.eventstore.subscription.SubscriptionOptions;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.ProductAdded;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Pool;

/** A subscription some statement of which is never answered, since its connection broke without a word. */
class SilentConnectionTest {

    private final TestDatabase database = TestDatabase.migrated();
    private final SilentNetwork network = new SilentNetwork(database.serverPort());
    private final Pool pool = database.pool(6, options -> options.setPort(network.port()));
    private final EventStorage storage = new PostgresEventStorage(TestDatabase.over(pool), TestDatabase.SCHEMA,
            Duration.ofSeconds(1));
    private final DurableSubscriptions subscriptions = TestNode.subscriptions(storage, Duration.ofSeconds(20));

    @AfterEach
    void drop() {
        Outcomes.await(subscriptions.stopAll());
        database.close();
        network.close();
    }

    @ParameterizedTest
    @ValueSource(strings = { "starts_with(n.stream_name", "set fence =" })
    void goes_on_over_another_one(String statement) {
        network.swallowing(statement);
        appendMoreThanANodeRemembers();
        CompletableFuture<ShoppingCartEvent> handled = new CompletableFuture<>();
        Outcomes.await(subscriptions.start(SubscriptionOptions.named("mails").withFilter(EventFilter.categories("cart")),
                ShoppingCartEvent.class, event -> {
                    handled.complete(event.data());
                    return Uni.createFrom().voidItem();
                }));

        assertThat(handled).succeedsWithin(Outcomes.AT_MOST);
        assertThat(network.isSilent()).isTrue();
    }

    /** They are renewed over another one before they run out. */
    @Test
    void keeps_its_leases() {
        EventStorage patient = new PostgresEventStorage(TestDatabase.over(pool), TestDatabase.SCHEMA);
        DurableSubscriptions node = TestNode.subscriptions(patient, Duration.ofSeconds(6));
        Outcomes.await(node.start(SubscriptionOptions.named("letters"), Object.class,
                event -> Uni.createFrom().voidItem()));
        Awaitility.await().atMost(Outcomes.AT_MOST)
                .until(() -> database.number("select fence from event_store.subscription_checkpoints") > 0);

        network.swallowing("letters");

        Awaitility.await().atMost(Outcomes.AT_MOST).until(network::isSilent);
        long renewed = expiryOfTheLease();
        Awaitility.await().atMost(Outcomes.AT_MOST).until(() -> expiryOfTheLease() > renewed
                || database.number("select count(*) from event_store.subscription_leases where expires_at < now()") > 0);
        assertThat(expiryOfTheLease()).isGreaterThan(renewed);
        Outcomes.await(node.stopAll());
    }

    private long expiryOfTheLease() {
        return database.number("select (extract(epoch from expires_at) * 1000)::bigint from event_store.subscription_leases");
    }

    private void appendMoreThanANodeRemembers() {
        EventStore store = TestNode.store(database.storage(2));
        for (int i = 0; i < 20; i++) {
            Outcomes.await(store.appendToStream("cart-1", Collections.nCopies(500, new ProductAdded("p", 1))));
        }
    }
}
