package io.quarkiverse.eventstore.runtime.subscription;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import io.quarkiverse.eventstore.runtime.subscription.delivery.Delivery;
import io.quarkiverse.eventstore.runtime.subscription.delivery.Tenure;
import io.quarkiverse.eventstore.runtime.subscription.loop.RunnerLoop;
import io.quarkiverse.eventstore.runtime.subscription.loop.RunnerLoops;
import io.quarkiverse.eventstore.spi.HeldLease;
import io.quarkiverse.eventstore.spi.PartitionLease;
import io.quarkiverse.eventstore.spi.StreamSlice;

/**
 * A subscription that this node takes part in, with a runner for each partition that it holds and may run. Confined to the loop
 * of the one who keeps its leases.
 */
final class LocalSubscription {

    private final String name;
    private final int partitions;
    private final PartitionWork work;
    private final Function<RunnerLoop, Delivery> delivery;
    private final RunnerLoops loops;
    private final Map<Integer, PartitionRunner> runners = new HashMap<>();
    private volatile boolean isEnding;

    LocalSubscription(String name, int partitions, PartitionWork work, Function<RunnerLoop, Delivery> delivery,
            RunnerLoops loops) {
        this.name = name;
        this.partitions = partitions;
        this.work = work;
        this.delivery = delivery;
        this.loops = loops;
    }

    String name() {
        return name;
    }

    /**
     * Takes note of the leases that this node holds now: starts and ends runners.
     *
     * @param whenEnded is called when a runner has ended
     * @return leases to give back, which no runner uses
     */
    List<PartitionLease> hold(List<HeldLease> leases, long validUntil, Runnable whenEnded) {
        Map<Integer, PartitionRunner> lost = new HashMap<>(runners);
        List<PartitionLease> unused = new ArrayList<>();
        for (HeldLease lease : leases) {
            int partition = lease.lease().partition();
            lost.remove(partition);
            PartitionRunner runner = runners.get(partition);
            if (runner != null) {
                steer(runner, lease, validUntil);
            } else if (lease.isSurplus() || isEnding) {
                unused.add(lease.lease());
            } else if (mayRun(lease)) {
                start(lease.lease(), validUntil, whenEnded);
            }
        }
        lost.values().forEach(PartitionRunner::lose);
        return unused;
    }

    /** Whether it was told to end: nothing of it starts any more. */
    boolean isEnding() {
        return isEnding;
    }

    /** Ends all runners; completes when no handler is at work any more. */
    CompletionStage<?> end() {
        isEnding = true;
        CompletableFuture<?>[] ends = runners.values().stream()
                .map(runner -> {
                    runner.end();
                    return runner.ended().toCompletableFuture();
                })
                .toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(ends);
    }

    private void start(PartitionLease lease, long validUntil, Runnable whenEnded) {
        RunnerLoop loop = loops.next();
        PartitionWork part = new PartitionWork(work.log(), work.checkpoints(), work.tail(),
                work.filter().of(new StreamSlice(lease.partition(), partitions)), work.batchSize(), work.failurePolicy());
        PartitionRunner runner = new PartitionRunner(part, delivery.apply(loop), new Tenure(lease, validUntil), loop);
        runners.put(lease.partition(), runner);
        runner.ended().thenAccept(ended -> whenEnded.run());
        runner.start();
    }

    /** Forgets runners that have ended: only then another one may run the partition. */
    void forgetEnded() {
        runners.values().removeIf(runner -> runner.ended().toCompletableFuture().isDone());
    }

    private static void steer(PartitionRunner runner, HeldLease lease, long validUntil) {
        if (!runner.tenure().lease().equals(lease.lease())) {
            runner.lose();
            return;
        }
        runner.tenure().renew(validUntil);
        if (!mayRun(lease)) {
            runner.end();
            return;
        }
        runner.lookAtParked(lease.isRetryWanted());
    }

    private static boolean mayRun(HeldLease lease) {
        return !lease.isSurplus() && !lease.isPaused() && !lease.isStopped();
    }
}
