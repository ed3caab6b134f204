package io.quarkiverse.eventstore.runtime.postgres.groupcommit;

import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what group commit does.
 */
public final class GroupCommitMeter {

    private final LongAdder appends = new LongAdder();
    private final LongAdder transactions = new LongAdder();
    private final LongAdder splits = new LongAdder();
    private final LongAdder rejections = new LongAdder();

    /** Appends that were answered by the database. */
    public long appends() {
        return appends.sum();
    }

    /** Transactions that carried them, lone appends included. */
    public long transactions() {
        return transactions.sum();
    }

    /** Batches that the database refused and whose appends were repeated one by one. */
    public long splits() {
        return splits.sum();
    }

    /** Appends that were refused since the queue was full. */
    public long rejections() {
        return rejections.sum();
    }

    void sent() {
        transactions.increment();
    }

    void answered(int batchSize) {
        appends.add(batchSize);
    }

    void split() {
        splits.increment();
    }

    void rejected() {
        rejections.increment();
    }
}
