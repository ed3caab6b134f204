package io.quarkiverse.eventstore.subscription;

import java.time.Duration;
import java.util.List;

import io.smallrye.common.annotation.CheckReturnValue;
import io.smallrye.mutiny.Uni;

/**
 * The subscriptions of the application: started here or declared with {@link Subscription}, seen and steered from any node.
 * <p>
 * A subscription is durable by name. Its checkpoints are in the database: it goes on where it was after a restart, also on
 * another node. It sees every committed event that passes its filter: none is lost, none is seen before an earlier one of its
 * partition. When several nodes start a subscription, its partitions are spread over them; each partition is run by one node at
 * a time, and what a node does after it lost a partition changes no checkpoint.
 * <p>
 * Operations that name a subscription fail with an {@link IllegalArgumentException} if there is none of that name.
 */
public interface Subscriptions {

    /**
     * Starts a subscription on this node; completes when the node takes part in it.
     *
     * @throws IllegalArgumentException if no event of the application is an instance of the class, or the name has an {@code @}
     * @throws IllegalStateException as a failed {@code Uni} if it runs on this node already, or was first started with another
     *         number of partitions
     */
    @CheckReturnValue
    <E> Uni<Void> start(SubscriptionOptions options, Class<E> eventType, EventHandler<E> handler);

    /** Starts a subscription whose handler takes batches; otherwise like {@link #start}. */
    @CheckReturnValue
    <E> Uni<Void> startBatches(SubscriptionOptions options, Class<E> eventType, BatchEventHandler<E> handler);

    /** Starts a subscription whose handler shares the checkpoint's transaction; otherwise like {@link #start}. */
    @CheckReturnValue
    <E> Uni<Void> startTransactional(SubscriptionOptions options, Class<E> eventType, TransactionalEventHandler<E> handler);

    /**
     * Ends a subscription on this node; completes when the handler is not at work any more and others may take over. Its
     * checkpoints stay.
     */
    @CheckReturnValue
    Uni<Void> stop(String name);

    /** Pauses a subscription on all nodes, for good: also after restarts, until it is resumed. */
    @CheckReturnValue
    Uni<Void> pause(String name);

    /** Lets a subscription go on that was paused, or whose partitions stopped at a failure: the failed event is tried again. */
    @CheckReturnValue
    Uni<Void> resume(String name);

    /**
     * Moves all checkpoints, forwards or backwards; parked events are forgotten. Nodes at work drop what they have not
     * finished.
     */
    @CheckReturnValue
    Uni<Void> reset(String name, StartFrom position);

    /** Where a subscription stands. */
    @CheckReturnValue
    Uni<SubscriptionState> state(String name);

    /** Where all subscriptions stand that were ever started, by name. */
    @CheckReturnValue
    Uni<List<SubscriptionState>> states();

    /**
     * Completes when a subscription has handled every event at and below the position; fails if that takes longer.
     *
     * @param atMost above 0
     */
    @CheckReturnValue
    Uni<Void> awaitPosition(String name, long globalPosition, Duration atMost);

    /** The events that were put aside, in the order of their positions; at most {@code maximum}, which is 1 or more. */
    @CheckReturnValue
    Uni<List<ParkedEvent>> parked(String name, int maximum);

    /**
     * Has the parked events of a stream handled again, in order. Those that succeed are gone; at the first failure the rest
     * stays. Completes when the wish is noted; the node that runs the partition does it. A wish while they are being retried is
     * the same wish.
     */
    @CheckReturnValue
    Uni<Void> retryParked(String name, String streamName);

    /**
     * Forgets the parked events of a stream: they will not be handled, except for one that is being retried at this moment;
     * later
     * events of the stream are handled again.
     */
    @CheckReturnValue
    Uni<Void> discardParked(String name, String streamName);
}
