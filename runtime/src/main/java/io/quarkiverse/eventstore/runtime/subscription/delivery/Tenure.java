package io.quarkiverse.eventstore.runtime.subscription.delivery;

import java.time.Duration;

import io.quarkiverse.eventstore.spi.PartitionLease;

/**
 * The time for which this node may run a partition: until the lease runs out or the runner is told to end. By the clock of
 * this machine that nobody sets, and shorter than the database has it: it counts from before the renewal was asked for.
 */
public final class Tenure {

    private final PartitionLease lease;
    private volatile long validUntil;
    private volatile boolean isEnding;
    private volatile boolean isLost;

    public Tenure(PartitionLease lease, long validUntil) {
        this.lease = lease;
        this.validUntil = validUntil;
    }

    /** The point of this machine's time that is so far away. */
    public static long in(Duration duration) {
        return System.nanoTime() + duration.toNanos();
    }

    public PartitionLease lease() {
        return lease;
    }

    public void renew(long until) {
        validUntil = until;
    }

    /** Has the runner end when it can. */
    public void end() {
        isEnding = true;
    }

    /** Another node may have the partition: the runner ends, and begins nothing more. */
    public void lose() {
        isLost = true;
        end();
    }

    public boolean isEnding() {
        return isEnding;
    }

    public boolean isOver() {
        return isEnding || !isHeld();
    }

    /** Whether no other node has the partition, be it that this one is about to give it away. */
    boolean isHeld() {
        return !isLost && validUntil - System.nanoTime() > 0;
    }

    /** @throws LeaseLostException if the storage says that it is not held any more */
    public void requireHeld(boolean isHeld) {
        if (!isHeld) {
            lose();
            throw new LeaseLostException(lease);
        }
    }
}
