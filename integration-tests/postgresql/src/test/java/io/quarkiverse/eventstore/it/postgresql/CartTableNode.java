package io.quarkiverse.eventstore.it.postgresql;

import java.time.Duration;

import io.quarkiverse.eventstore.runtime.projection.SubscribedProjections;
import io.quarkiverse.eventstore.runtime.subscription.DurableSubscriptions;
import io.quarkiverse.eventstore.spi.EventStorage;
import io.quarkiverse.eventstore.subscription.SubscriptionOptions;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent;

/** A node that keeps a {@link CartTable}, with a database of its own. */
final class CartTableNode implements AutoCloseable {

    static final String NAME = "carts";

    private final TestDatabase database = TestDatabase.migrated();
    private final EventStorage storage = database.storage(8);
    private final DurableSubscriptions subscriptions = TestNode.subscriptions(storage, Duration.ofSeconds(20));
    private final SubscribedProjections projections = TestNode.projections(storage, subscriptions);

    TestDatabase database() {
        return database;
    }

    EventStorage storage() {
        return storage;
    }

    DurableSubscriptions subscriptions() {
        return subscriptions;
    }

    SubscribedProjections projections() {
        return projections;
    }

    static CartTable carts() {
        return carts("position");
    }

    /** @param column the name of the table's column */
    static CartTable carts(String column) {
        return new CartTable(SubscriptionOptions.named(NAME), column);
    }

    /** Starts it again, with other code. */
    void startAnew(CartTable changed) {
        Outcomes.await(projections.stop(NAME));
        Outcomes.await(projections.start(changed));
    }

    /** Gives the position of the last event. */
    long append(int events) {
        return Outcomes.await(TestNode.store(storage).appendToStream("cart-1", ShoppingCartEvent.numbered("p", events)))
                .lastEventGlobalPosition();
    }

    @Override
    public void close() {
        Outcomes.await(projections.stop(NAME).onFailure(IllegalArgumentException.class).recoverWithNull());
        database.close();
    }
}
