package io.quarkiverse.eventstore.runtime.postgres.groupcommit;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The batches that were sent and have not ended. Not safe for threads.
 */
final class InFlight {

    private static final long OVERDUE_NANOS = GroupCommit.OVERDUE.toNanos();

    /** That many times the limit may be sent if none of them ends. */
    private static final int OVERDUE_FACTOR = 10;

    private final int limit;
    private final Set<Batch> underWay = new HashSet<>();
    private final Set<Batch> counted = new HashSet<>();

    /** @param limit how many batches may be under way, those that are overdue not counted */
    InFlight(int limit) {
        this.limit = limit;
    }

    /** How many more may leave now. */
    int room() {
        return (int) Math.min(limit - counted.size(), mostUnderWay() - underWay.size());
    }

    void add(Batch batch) {
        underWay.add(batch);
        counted.add(batch);
    }

    /** False if it is not under way any more. */
    boolean remove(Batch batch) {
        counted.remove(batch);
        return underWay.remove(batch);
    }

    boolean isEmpty() {
        return underWay.isEmpty();
    }

    List<Batch> olderThan(Duration age) {
        return underWay.stream().filter(batch -> batch.isOlderThan(age.toNanos())).toList();
    }

    /** A transaction that takes long, be it that it waits for a stream, does not count as under way any more. */
    void passOverdue() {
        counted.removeIf(batch -> batch.isOlderThan(OVERDUE_NANOS));
    }

    /** Whether time alone makes room: there are batches that can become overdue, and then more may leave. */
    boolean canPass() {
        return !counted.isEmpty() && underWay.size() < mostUnderWay();
    }

    private long mostUnderWay() {
        return (long) limit * OVERDUE_FACTOR;
    }
}
