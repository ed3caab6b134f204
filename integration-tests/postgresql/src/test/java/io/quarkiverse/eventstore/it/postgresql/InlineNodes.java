package io.quarkiverse.eventstore.it.postgresql;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.EventStoreSessionFactory;
import io.quarkiverse.eventstore.runtime.postgres.GroupCommitEventStorage;
import io.quarkiverse.eventstore.runtime.postgres.groupcommit.GroupCommitLimits;
import io.quarkiverse.eventstore.runtime.projection.InlineReadModels;
import io.quarkiverse.eventstore.runtime.projection.SubscribedProjections;
import io.quarkiverse.eventstore.runtime.store.InlineProjections;
import io.quarkiverse.eventstore.runtime.subscription.DurableSubscriptions;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.ProductAdded;
import io.smallrye.mutiny.Uni;

/**
 * Nodes on one database, each with its own subscriptions and inline projections.
 */
final class InlineNodes implements AutoCloseable {

    private final TestDatabase database;
    private final List<DurableSubscriptions> subscriptions = new ArrayList<>();

    InlineNodes(TestDatabase database) {
        this.database = database;
    }

    /** A node whose appends know one inline projection, {@link CartCounts}. */
    Node counting() {
        return with(InlineProjections.of(() -> List.of(new CartCounts()), TestNode.types()));
    }

    /** A node of an older release. */
    Node withoutProjections() {
        return with(InlineProjections.NONE);
    }

    Node with(InlineProjections projections) {
        GroupCommitEventStorage storage = database.groupCommit(6, new GroupCommitLimits(2, 64, 10_000));
        DurableSubscriptions started = TestNode.subscriptions(storage, Duration.ofSeconds(2));
        subscriptions.add(started);
        InlineReadModels inline = TestNode.inline(projections, storage, started);
        return new Node(TestNode.store(storage, projections), TestNode.sessions(storage, projections), started, inline,
                TestNode.projections(storage, started, inline));
    }

    @Override
    public void close() {
        subscriptions.forEach(node -> Outcomes.await(node.stopAll()));
        database.close();
    }

    /** Repeats a change, which waits for its lock a short time only. */
    static Uni<Void> change(Supplier<Uni<Void>> change) {
        return Uni.createFrom().deferred(change::get).onFailure().retry().withBackOff(Duration.ofMillis(20)).atMost(50);
    }

    static List<ProductAdded> events(int count) {
        return IntStream.range(0, count).mapToObj(i -> new ProductAdded("p", 1)).toList();
    }

    record Node(EventStore store, EventStoreSessionFactory sessions, DurableSubscriptions subscriptions,
            InlineReadModels inline, SubscribedProjections projections) {

        void append(String stream, int count) {
            Outcomes.await(store.appendToStream(stream, events(count)));
        }
    }
}
