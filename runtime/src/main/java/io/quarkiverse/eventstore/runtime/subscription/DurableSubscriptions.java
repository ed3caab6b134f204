package io.quarkiverse.eventstore.runtime.subscription;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

import io.quarkiverse.eventstore.runtime.store.TransactionSessionFactory;
import io.quarkiverse.eventstore.runtime.store.codec.EventCodec;
import io.quarkiverse.eventstore.runtime.subscription.delivery.BatchDelivery;
import io.quarkiverse.eventstore.runtime.subscription.delivery.BatchInTransaction;
import io.quarkiverse.eventstore.runtime.subscription.delivery.ClassDecoder;
import io.quarkiverse.eventstore.runtime.subscription.delivery.Delivery;
import io.quarkiverse.eventstore.runtime.subscription.delivery.EventDecoder;
import io.quarkiverse.eventstore.runtime.subscription.delivery.EventDelivery;
import io.quarkiverse.eventstore.runtime.subscription.delivery.HeldBatchHandler;
import io.quarkiverse.eventstore.runtime.subscription.delivery.StoredDecoder;
import io.quarkiverse.eventstore.runtime.subscription.delivery.TransactionalBatchDelivery;
import io.quarkiverse.eventstore.runtime.subscription.delivery.TransactionalDelivery;
import io.quarkiverse.eventstore.runtime.subscription.loop.RunnerLoop;
import io.quarkiverse.eventstore.runtime.subscription.loop.RunnerLoops;
import io.quarkiverse.eventstore.spi.CheckpointStorage;
import io.quarkiverse.eventstore.spi.EventStorage;
import io.quarkiverse.eventstore.spi.Signal;
import io.quarkiverse.eventstore.subscription.BatchEventHandler;
import io.quarkiverse.eventstore.subscription.EventHandler;
import io.quarkiverse.eventstore.subscription.ParkedEvent;
import io.quarkiverse.eventstore.subscription.StartFrom;
import io.quarkiverse.eventstore.subscription.SubscriptionOptions;
import io.quarkiverse.eventstore.subscription.SubscriptionState;
import io.quarkiverse.eventstore.subscription.Subscriptions;
import io.quarkiverse.eventstore.subscription.TransactionalEventHandler;
import io.smallrye.mutiny.Uni;

/**
 * The subscriptions of this node, and a hand on those of all nodes.
 */
public final class DurableSubscriptions implements Subscriptions {

    private final EventStorage storage;
    private final CheckpointStorage checkpoints;
    private final EventCodec codec;
    private final TransactionSessionFactory transactions;
    private final Duration leaseDuration;
    private final NodeSubscriptions node;
    private final PositionWait positions;

    /** @param leaseDuration how long it may take until others run what this node held, when it is gone */
    public DurableSubscriptions(EventStorage storage, EventCodec codec, TransactionSessionFactory transactions,
            RunnerLoops loops, Duration leaseDuration) {
        this.storage = storage;
        this.checkpoints = storage.checkpoints();
        this.codec = codec;
        this.transactions = transactions;
        this.leaseDuration = leaseDuration;
        this.node = new NodeSubscriptions(storage, loops, leaseDuration);
        this.positions = new PositionWait(checkpoints, loops.next());
    }

    /** Events were appended by this node. */
    public void appended() {
        node.appended();
    }

    @Override
    public <E> Uni<Void> start(SubscriptionOptions options, Class<E> eventType, EventHandler<E> handler) {
        Given.all(options, eventType, handler);
        codec.requireEvents("Subscription " + options.name(), eventType);
        return start(options, loop -> new EventDelivery<>(handler, decoder(options, eventType),
                loop.handlerThreads(options.handlerThread()), options.handlerThread()));
    }

    @Override
    public <E> Uni<Void> startBatches(SubscriptionOptions options, Class<E> eventType, BatchEventHandler<E> handler) {
        Given.all(options, eventType, handler);
        codec.requireEvents("Subscription " + options.name(), eventType);
        return start(options, loop -> new BatchDelivery<>((batch, isHeld) -> handler.handle(batch),
                decoder(options, eventType), loop.handlerThreads(options.handlerThread())));
    }

    /** Starts a subscription whose handler takes the JSON text of events as it is stored, also of unknown types. */
    public Uni<Void> startStored(SubscriptionOptions options, HeldBatchHandler<String> handler) {
        return start(options, loop -> new BatchDelivery<>(handler, new StoredDecoder(codec),
                loop.handlerThreads(options.handlerThread())));
    }

    @Override
    public <E> Uni<Void> startTransactional(SubscriptionOptions options, Class<E> eventType,
            TransactionalEventHandler<E> handler) {
        Given.all(options, eventType, handler);
        codec.requireEvents("Subscription " + options.name(), eventType);
        return startForProjection(options, eventType, handler);
    }

    /** Starts a transactional subscription under a name that is kept for projections. */
    public <E> Uni<Void> startForProjection(SubscriptionOptions options, Class<E> eventType,
            TransactionalEventHandler<E> handler) {
        return start(options, loop -> new TransactionalDelivery<>(handler, decoder(options, eventType),
                loop.handlerThreads(options.handlerThread()), transactions, leaseDuration.dividedBy(2)));
    }

    /**
     * Starts a transactional subscription with transactions of its own kind; its handler is called where they are begun, and
     * must not block.
     */
    public <E> Uni<Void> startTransactional(SubscriptionOptions options, Class<E> eventType,
            TransactionalEventHandler<E> handler, TransactionSessionFactory ownTransactions) {
        return start(options, loop -> new TransactionalDelivery<>(handler, decoder(options, eventType), Runnable::run,
                ownTransactions, leaseDuration.dividedBy(2)));
    }

    /** Starts a subscription whose handler takes batches and shares the checkpoint's transaction. */
    public <E> Uni<Void> startInTransaction(SubscriptionOptions options, Class<E> eventType, BatchInTransaction<E> handler) {
        return start(options, loop -> new TransactionalBatchDelivery<>(handler, decoder(options, eventType), transactions,
                leaseDuration.dividedBy(2)));
    }

    @Override
    public Uni<Void> stop(String name) {
        return node.stop(name);
    }

    /** Whether a subscription runs on this node. */
    public boolean isRunning(String name) {
        return node.isRunning(name);
    }

    /** Ends all subscriptions on this node, side by side. */
    public Uni<Void> stopAll() {
        return node.stopAll();
    }

    @Override
    public Uni<Void> pause(String name) {
        return steer(name, checkpoints.pause(name, true));
    }

    @Override
    public Uni<Void> resume(String name) {
        return steer(name, checkpoints.pause(name, false));
    }

    @Override
    public Uni<Void> reset(String name, StartFrom position) {
        return steer(name, behind(position).chain(behind -> checkpoints.reset(name, behind)));
    }

    @Override
    public Uni<SubscriptionState> state(String name) {
        return states().map(states -> states.stream().filter(state -> state.name().equals(name)).findFirst()
                .orElseThrow(() -> unknown(name)));
    }

    @Override
    public Uni<List<SubscriptionState>> states() {
        return checkpoints.states();
    }

    @Override
    public Uni<Void> awaitPosition(String name, long globalPosition, Duration atMost) {
        Given.limit(name, atMost);
        return positions.await(name, globalPosition, atMost);
    }

    @Override
    public Uni<List<ParkedEvent>> parked(String name, int maximum) {
        Given.maximum(name, maximum);
        return known(name).chain(() -> checkpoints.parked(name, maximum));
    }

    @Override
    public Uni<Void> retryParked(String name, String streamName) {
        return steer(name, known(name).chain(() -> checkpoints.retryParked(name, streamName)).replaceWith(true));
    }

    @Override
    public Uni<Void> discardParked(String name, String streamName) {
        return steer(name, known(name).chain(() -> checkpoints.discardParked(name, streamName)).replaceWith(true));
    }

    private Uni<Void> start(SubscriptionOptions options, Function<RunnerLoop, Delivery> delivery) {
        return Uni.createFrom().deferred(() -> node.start(options, codec.stored(options.filter()), delivery,
                behind(options.startFrom())));
    }

    private <E> EventDecoder<E> decoder(SubscriptionOptions options, Class<E> eventType) {
        return new ClassDecoder<>(codec, eventType, options.unknownEvents());
    }

    /** The last position that is not wanted. */
    private Uni<Long> behind(StartFrom start) {
        return start instanceof StartFrom.Position position
                ? Uni.createFrom().item(Math.max(0, position.globalPosition() - 1))
                : storage.highWaterMark();
    }

    private Uni<Void> steer(String name, Uni<Boolean> change) {
        return change
                .invoke(isKnown -> {
                    if (!isKnown) {
                        throw unknown(name);
                    }
                    storage.signals().send(Signal.STEERED);
                })
                .call(() -> node.balance().onFailure().recoverWithNull())
                .replaceWithVoid();
    }

    private Uni<Void> known(String name) {
        return checkpoints.partitions(name).map(found -> found.orElseThrow(() -> unknown(name))).replaceWithVoid();
    }

    private static IllegalArgumentException unknown(String name) {
        return new IllegalArgumentException("Subscription " + name + ": expected one that was started before, on any node, but "
                + "there is none of that name.");
    }
}
