package io.quarkiverse.eventstore.runtime.subscription;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.runtime.subscription.delivery.Delivery;
import io.quarkiverse.eventstore.runtime.subscription.loop.RunnerLoop;
import io.quarkiverse.eventstore.runtime.subscription.loop.RunnerLoops;
import io.quarkiverse.eventstore.runtime.subscription.tail.LogTail;
import io.quarkiverse.eventstore.spi.CheckpointStorage;
import io.quarkiverse.eventstore.spi.EventStorage;
import io.quarkiverse.eventstore.spi.LogFilter;
import io.quarkiverse.eventstore.spi.Signal;
import io.quarkiverse.eventstore.subscription.SubscriptionOptions;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;

/**
 * The subscriptions that this node takes part in, from the call that starts one until it has ended.
 */
final class NodeSubscriptions {

    private static final Logger LOG = Logger.getLogger(NodeSubscriptions.class);
    private static final Duration LONG = Duration.ofSeconds(10);

    private final EventStorage storage;
    private final CheckpointStorage checkpoints;
    private final RunnerLoops loops;
    private final LogTail tail;
    private final LeaseKeeper leases;
    private final Map<String, Local> local = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable Cancellable> listening = new AtomicReference<>();
    private volatile boolean isStopped;

    NodeSubscriptions(EventStorage storage, RunnerLoops loops, Duration leaseDuration) {
        this.storage = storage;
        this.checkpoints = storage.checkpoints();
        this.loops = loops;
        this.tail = new LogTail(storage, loops.next());
        this.leases = new LeaseKeeper(storage.leases(), storage.signals(), loops.next(), leaseDuration);
    }

    /** Events were appended by this node. */
    void appended() {
        tail.wake();
    }

    /** Whether a subscription runs on this node. */
    boolean isRunning(String name) {
        return local.containsKey(name);
    }

    /**
     * Takes part in a subscription; completes when this node holds its share.
     *
     * @param behind the position behind which it begins if it is new
     */
    Uni<Void> start(SubscriptionOptions options, LogFilter filter, Function<RunnerLoop, Delivery> delivery,
            Uni<Long> behind) {
        return Uni.createFrom().deferred(() -> {
            String name = options.name();
            PartitionWork work = new PartitionWork(storage, checkpoints, tail, filter,
                    options.batchSize(), options.failurePolicy());
            LocalSubscription subscription = new LocalSubscription(name, options.partitions(), work, delivery, loops);
            Local mine = new Local(subscription, stop(subscription));
            Local other = local.putIfAbsent(name, mine);
            if (other != null) {
                throw new IllegalStateException("Subscription " + name + ": expected it not to run on this node yet, but it "
                        + (other.subscription().isEnding() ? "is still being stopped." : "does."));
            }
            if (isStopped) {
                local.remove(name, mine);
                throw new IllegalStateException(
                        "Subscription " + name + ": expected to start it before the application stops, but it does.");
            }
            listen();
            return register(options, behind)
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

    private Uni<Void> register(SubscriptionOptions options, Uni<Long> behind) {
        String name = options.name();
        return checkpoints.partitions(name)
                .chain(found -> found.isPresent() ? Uni.createFrom().voidItem()
                        : sayingIfItTakesLong(name, behind)
                                .chain(position -> checkpoints.register(name, options.partitions(), position)))
                .chain(() -> checkpoints.partitions(name))
                .invoke(found -> requirePartitions(options, found.orElse(0)))
                .replaceWithVoid();
    }

    private static Uni<Long> sayingIfItTakesLong(String name, Uni<Long> behind) {
        Uni<Long> found = behind.memoize().indefinitely();
        return found.ifNoItem().after(LONG).recoverWithUni(() -> {
            LOG.warnf("Subscription %s: its first start waits for transactions that have appended and are not over.", name);
            return found;
        });
    }

    private static void requirePartitions(SubscriptionOptions options, int partitions) {
        if (partitions != options.partitions()) {
            throw new IllegalStateException("Subscription " + options.name() + ": expected " + partitions
                    + " partitions as when it was first started, but now it is started with " + options.partitions() + ".");
        }
    }

    /** Ends a subscription on this node; completes when others may take its partitions. */
    Uni<Void> stop(String name) {
        return Uni.createFrom().deferred(() -> {
            Local running = local.get(name);
            if (running == null) {
                throw new IllegalArgumentException(
                        "Subscription " + name + ": expected it to run on this node, but it does not.");
            }
            return running.stop();
        });
    }

    /** Ends all subscriptions on this node, side by side; none starts any more. */
    Uni<Void> stopAll() {
        return Uni.createFrom().deferred(() -> {
            isStopped = true;
            Cancellable signals = listening.getAndSet(null);
            if (signals != null) {
                signals.cancel();
            }
            List<Uni<Void>> stops = local.values().stream().map(Local::stop).toList();
            return stops.isEmpty() ? Uni.createFrom().voidItem() : Uni.join().all(stops).andCollectFailures().replaceWithVoid();
        });
    }

    /** Asks for the leases soon, since something may have changed. */
    Uni<Void> balance() {
        return leases.balance();
    }

    private void listen() {
        synchronized (listening) {
            if (listening.get() == null) {
                listening.set(storage.signals().listen(this::heard));
            }
        }
    }

    private void heard(Signal signal) {
        tail.wakeByOthers();
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
