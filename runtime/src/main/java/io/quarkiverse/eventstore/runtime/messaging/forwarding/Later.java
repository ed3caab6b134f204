package io.quarkiverse.eventstore.runtime.messaging.forwarding;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import io.smallrye.mutiny.infrastructure.Infrastructure;

/**
 * Runs tasks later.
 */
final class Later {

    private Later() {
    }

    /** On a worker thread, or on the timer's own if there is none to be had: what is to be done later is done in any case. */
    static void run(Duration delay, Runnable task) {
        run(delay, task, Infrastructure.getDefaultExecutor());
    }

    static void run(Duration delay, Runnable task, Executor workers) {
        CompletableFuture.delayedExecutor(Math.max(1, delay.toMillis()), TimeUnit.MILLISECONDS, Runnable::run)
                .execute(() -> runNow(task, workers));
    }

    private static void runNow(Runnable task, Executor workers) {
        try {
            workers.execute(task);
        } catch (RejectedExecutionException noThread) {
            task.run();
        }
    }
}
