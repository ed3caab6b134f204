package io.quarkiverse.eventstore.bench.worker;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

import org.HdrHistogram.Histogram;

import io.quarkiverse.eventstore.bench.Measurement;

/**
 * Callers that each begin the next operation when the last one has ended, until the time is up.
 */
final class ClosedLoop {

    private static final long HIGHEST_MICROS = TimeUnit.MINUTES.toMicros(2);

    private final Supplier<CompletionStage<Long>> operation;
    private final long beginning = System.nanoTime();
    private final long end;
    private final LongAdder events = new LongAdder();
    private final ConcurrentLinkedQueue<Histogram> histograms = new ConcurrentLinkedQueue<>();

    private ClosedLoop(Supplier<CompletionStage<Long>> operation, double seconds) {
        this.operation = operation;
        this.end = beginning + (long) (seconds * 1e9);
    }

    /**
     * Runs and measures.
     *
     * @param executor where each caller begins; it keeps the thread if operations block
     * @param operation gives the number of its events
     */
    static Measurement run(int callers, double seconds, Executor executor, LongAdder conflicts,
            Supplier<CompletionStage<Long>> operation) {
        ClosedLoop loop = new ClosedLoop(operation, seconds);
        CompletableFuture<?>[] done = new CompletableFuture<?>[callers];
        for (int i = 0; i < callers; i++) {
            Caller caller = loop.new Caller();
            done[i] = caller.done;
            executor.execute(caller::next);
        }
        CompletableFuture.allOf(done).join();
        return loop.measurement(conflicts.sum());
    }

    private Measurement measurement(long conflicts) {
        double elapsed = (System.nanoTime() - beginning) / 1e9;
        Histogram all = new Histogram(HIGHEST_MICROS, 3);
        histograms.forEach(all::add);
        return new Measurement(events.sum() / elapsed, all.getValueAtPercentile(50), all.getValueAtPercentile(99), conflicts,
                0);
    }

    private final class Caller {

        private final CompletableFuture<Boolean> done = new CompletableFuture<>();
        private final Histogram micros = new Histogram(HIGHEST_MICROS, 3);

        /** Goes on in a loop as long as operations end at once: no caller's stack grows. */
        private void next() {
            try {
                while (System.nanoTime() < end) {
                    long begun = System.nanoTime();
                    CompletableFuture<Long> result = operation.get().toCompletableFuture();
                    if (!result.isDone()) {
                        result.whenComplete((count, failure) -> ended(begun, count, failure));
                        return;
                    }
                    record(begun, result.join());
                }
                histograms.add(micros);
                done.complete(true);
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
            }
        }

        private void ended(long begun, Long count, Throwable failure) {
            if (failure != null) {
                done.completeExceptionally(failure);
            } else {
                record(begun, count);
                next();
            }
        }

        private void record(long begun, long count) {
            micros.recordValue(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begun));
            events.add(count);
        }
    }
}
