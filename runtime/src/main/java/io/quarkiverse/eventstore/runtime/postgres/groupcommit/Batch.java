package io.quarkiverse.eventstore.runtime.postgres.groupcommit;

import java.util.List;
import java.util.function.IntConsumer;

import io.quarkiverse.eventstore.spi.JointAppend;
import io.quarkiverse.eventstore.spi.JointOutcome;

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

    List<JointAppend> requests() {
        return appends.stream().map(QueuedAppend::append).toList();
    }

    boolean isOlderThan(long nanos) {
        return System.nanoTime() - sentAtNanos > nanos;
    }

    /** Tells every caller his outcome; {@code told} runs after each. */
    void answer(List<JointOutcome> outcomes, Runnable told) {
        tellAll(i -> appends.get(i).answer(outcomes.get(i), null, told));
    }

    /** Tells every caller the failure; {@code told} runs after each. */
    void fail(Throwable failure, Runnable told) {
        tellAll(i -> appends.get(i).answer(null, failure, told));
    }

    /** First those who are told in turns of their own: they do not wait for what the others do. */
    private void tellAll(IntConsumer tell) {
        for (int i = 0; i < appends.size(); i++) {
            if (appends.get(i).hasCallerContext()) {
                tell.accept(i);
            }
        }
        for (int i = 0; i < appends.size(); i++) {
            if (!appends.get(i).hasCallerContext()) {
                tell.accept(i);
            }
        }
    }
}
