package io.quarkiverse.eventstore.testing.contract;

import static io.quarkiverse.eventstore.testing.contract.fixture.StreamNames.unique;
import static io.quarkiverse.eventstore.testing.contract.fixture.StreamNames.uniqueCategory;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;

import io.quarkiverse.eventstore.EventFilter;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.subscription.EventHandler;
import io.quarkiverse.eventstore.subscription.FailurePolicy;
import io.quarkiverse.eventstore.subscription.SubscriptionOptions;
import io.quarkiverse.eventstore.subscription.SubscriptionStatus;
import io.quarkiverse.eventstore.subscription.Subscriptions;
import io.quarkiverse.eventstore.testing.contract.fixture.ReceivedEvents;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent;
import io.smallrye.mutiny.Uni;

/**
 * What the contracts about subscriptions have in common: a category of their own, and a subscription to it.
 */
abstract class SubscribingContract extends Contract {

    static final Duration AT_MOST = Duration.ofSeconds(30);

    final String category = uniqueCategory("cart");
    final String cart = category + "-1";
    final String name = unique("subscription");
    final ReceivedEvents received = new ReceivedEvents();
    final Set<String> running = new HashSet<>();

    @AfterEach
    void stopAll() {
        running.forEach(each -> await(subscriptions().stop(each)));
    }

    final Subscriptions subscriptions() {
        return underTest().subscriptions();
    }

    final SubscriptionOptions options() {
        return SubscriptionOptions.named(name).withFilter(EventFilter.categories(category));
    }

    static FailurePolicy quickly(FailurePolicy policy) {
        return policy.withRetries(2, Duration.ofMillis(5), Duration.ofMillis(10));
    }

    final void start(SubscriptionOptions options) {
        start(options, ShoppingCartEvent.class, received);
    }

    final <E> void start(SubscriptionOptions options, Class<E> eventType, EventHandler<E> handler) {
        await(subscriptions().start(options, eventType, handler));
        running.add(options.name());
    }

    final void stop(String which) {
        await(subscriptions().stop(which));
        running.remove(which);
    }

    final SubscriptionStatus status() {
        return await(subscriptions().state(name)).status();
    }

    final List<RecordedEvent<ShoppingCartEvent>> store(String streamName) {
        return read(streamName).events();
    }

    static Uni<Void> done(Runnable work) {
        work.run();
        return Uni.createFrom().voidItem();
    }
}
