package io.quarkiverse.eventstore.runtime.postgres.groupcommit;

import java.util.List;

import io.quarkiverse.eventstore.spi.AppendOutcome;
import io.quarkiverse.eventstore.spi.StreamAppend;

/**
 * Appends that share a transaction.
 */
final class Batch {

    private final List<QueuedAppend> appends;
    private final long sentAtNanos = System.nanoTime();

    Batch(List<QueuedAppend> appends) {
        this.appends = appends;
    }

    List<QueuedAppend> appends() {
        return appends;
    }

    int size() {
        return appends.size();
    }

    List<StreamAppend> requests() {
        return appends.stream().map(QueuedAppend::append).toList();
    }

    boolean isOlderThan(long nanos) {
        return System.nanoTime() - sentAtNanos > nanos;
    }

    void answer(List<AppendOutcome> outcomes) {
        for (int i = 0; i < appends.size(); i++) {
            appends.get(i).answer(outcomes.get(i));
        }
    }

    void fail(Throwable failure) {
        appends.forEach(append -> append.fail(failure));
    }
}
