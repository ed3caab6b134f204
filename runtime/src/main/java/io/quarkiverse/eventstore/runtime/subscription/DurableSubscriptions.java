package io.quarkiverse.eventstore.runtime.subscription;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.runtime.store.EventCodec;
import io.quarkiverse.eventstore.runtime.store.TransactionSessionFactory;
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
import io.smallrye.mutiny.subscription.Cancellable;

/**
 * The subscriptions of this node, and a hand on those of all nodes.
 */
public final class DurableSubscriptions implements Subscriptions {

    private final EventStorage storage;
    private final CheckpointStorage checkpoints;
    private final EventCodec codec;
    private final TransactionSessionFactory transactions;
    private final RunnerLoops loops;
    private final Duration leaseDuration;
    private final LogTail tail;
    private final LeaseKeeper leases;
    private final PositionWait positions;
    private final Map<String, Local> local = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable Cancellable> listening = new AtomicReference<>();

    /** @param leaseDuration how long it may take until others run what this node held, when it is gone */
    public DurableSubscriptions(EventStorage storage, EventCodec codec, TransactionSessionFactory transactions,
            RunnerLoops loops, Duration leaseDuration) {
        this.storage = storage;
        this.checkpoints = storage.checkpoints();
        this.codec = codec;
        this.transactions = transactions;
        this.loops = loops;
        this.leaseDuration = leaseDuration;
        this.tail = new LogTail(storage, loops.next());
        this.leases = new LeaseKeeper(storage.leases(), storage.signals(), loops.next(), leaseDuration);
        this.positions = new PositionWait(checkpoints, loops.next());
    }

    /** Events were appended by this node. */
    public void appended() {
        tail.wake();
    }

    @Override
    public <E> Uni<Void> start(SubscriptionOptions options, Class<E> eventType, EventHandler<E> handler) {
        Given.all(options, eventType, handler);
        return start(options, loop -> new EventDelivery<>(handler, decoder(options, eventType),
                loop.handlerThreads(options.handlerThread())));
    }

    @Override
    public <E> Uni<Void> startBatches(SubscriptionOptions options, Class<E> eventType, BatchEventHandler<E> handler) {
        Given.all(options, eventType, handler);
        return start(options, loop -> new BatchDelivery<>(handler, decoder(options, eventType),
                loop.handlerThreads(options.handlerThread())));
    }

    @Override
    public <E> Uni<Void> startTransactional(SubscriptionOptions options, Class<E> eventType,
            TransactionalEventHandler<E> handler) {
        Given.all(options, eventType, handler);
        return start(options, loop -> new TransactionalDelivery<>(handler, decoder(options, eventType),
                loop.handlerThreads(options.handlerThread()), transactions, leaseDuration.dividedBy(2)));
    }

    /** Starts a subscription whose handler takes batches and shares the checkpoint's transaction. */
    public <E> Uni<Void> startInTransaction(SubscriptionOptions options, Class<E> eventType, BatchInTransaction<E> handler) {
        return start(options, loop -> new TransactionalBatchDelivery<>(handler, decoder(options, eventType), transactions,
                leaseDuration.dividedBy(2)));
    }

    /** Whether a subscription runs on this node. */
    public boolean isRunning(String name) {
        return local.containsKey(name);
    }

    @Override
    public Uni<Void> stop(String name) {
        return Uni.createFrom().deferred(() -> {
            Local running = local.get(name);
            if (running == null) {
                throw new IllegalArgumentException(
                        "Subscription " + name + ": expected it to run on this node, but it does not.");
            }
            return running.stop();
        });
    }

    /** Ends all subscriptions on this node, side by side. */
    public Uni<Void> stopAll() {
        return Uni.createFrom().deferred(() -> {
            Cancellable signals = listening.getAndSet(null);
            if (signals != null) {
                signals.cancel();
            }
            List<Uni<Void>> stops = local.values().stream().map(Local::stop).toList();
            return stops.isEmpty() ? Uni.createFrom().voidItem() : Uni.join().all(stops).andCollectFailures().replaceWithVoid();
        });
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
        return positions.await(name, globalPosition, atMost);
    }

    @Override
    public Uni<List<ParkedEvent>> parked(String name, int maximum) {
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

    private <E> EventDecoder<E> decoder(SubscriptionOptions options, Class<E> eventType) {
        return new EventDecoder<>(codec, eventType, options.unknownEvents());
    }

    private Uni<Void> start(SubscriptionOptions options, Function<RunnerLoop, Delivery> delivery) {
        return Uni.createFrom().deferred(() -> {
            String name = options.name();
            PartitionWork work = new PartitionWork(storage, checkpoints, tail, codec.stored(options.filter()),
                    options.batchSize(), options.failurePolicy());
            LocalSubscription subscription = new LocalSubscription(name, options.partitions(), work, delivery, loops);
            Local mine = new Local(subscription, stop(subscription));
            Local other = local.putIfAbsent(name, mine);
            if (other != null) {
                throw new IllegalStateException("Subscription " + name + ": expected it not to run on this node yet, but it "
                        + (other.subscription().isEnding() ? "is still being stopped." : "does."));
            }
            listen();
            return register(options)
                    .chain(() -> leases.add(subscription))
                    .onFailure().call(() -> mine.stop().onFailure().recoverWithNull())
                    .memoize().indefinitely();
        });
    }

    /** Its name is free again when no handler of it is at work any more: once however often it is asked for. */
    private Uni<Void> stop(LocalSubscription subscription) {
        return leases.remove(subscription)
                .onTermination().invoke(() -> local.values().removeIf(each -> each.subscription() == subscription))
                .memoize().indefinitely();
    }

    private Uni<Void> register(SubscriptionOptions options) {
        String name = options.name();
        return checkpoints.partitions(name)
                .chain(found -> found.isPresent() ? Uni.createFrom().voidItem()
                        : behind(options.startFrom()).chain(behind -> checkpoints.register(name, options.partitions(), behind)))
                .chain(() -> checkpoints.partitions(name))
                .invoke(found -> requirePartitions(options, found.orElse(0)))
                .replaceWithVoid();
    }

    private static void requirePartitions(SubscriptionOptions options, int partitions) {
        if (partitions != options.partitions()) {
            throw new IllegalStateException("Subscription " + options.name() + ": expected " + partitions
                    + " partitions as when it was first started, but now it is started with " + options.partitions() + ".");
        }
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
                .call(() -> leases.balance().onFailure().recoverWithNull())
                .replaceWithVoid();
    }

    private Uni<Void> known(String name) {
        return checkpoints.partitions(name).map(found -> found.orElseThrow(() -> unknown(name))).replaceWithVoid();
    }

    private static IllegalArgumentException unknown(String name) {
        return new IllegalArgumentException("Subscription " + name + ": expected one that was started before, on any node, but "
                + "there is none of that name.");
    }

    private void listen() {
        synchronized (listening) {
            if (listening.get() == null) {
                listening.set(storage.signals().listen(this::heard));
            }
        }
    }

    private void heard(Signal signal) {
        tail.wake();
        if (signal == Signal.STEERED) {
            leases.balance().subscribe().with(balanced -> {
            }, failure -> {
            });
        }
    }

    /**
     * A subscription from the call that starts it until it has ended.
     *
     * @param stop ends it; also when who asked for that goes away
     */
    private record Local(LocalSubscription subscription, Uni<Void> stop) {
    }
}
