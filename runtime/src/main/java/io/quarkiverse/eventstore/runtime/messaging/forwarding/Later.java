package io.quarkiverse.eventstore.runtime.messaging.forwarding;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import io.smallrye.mutiny.infrastructure.Infrastructure;

/**
 * Runs tasks later, with the class loader of who wants them done. The timer is one for the whole JVM, and pools give the class
 * loader of who hands over a task to the thread that does it: it would be that of an application before this one.
 */
final class Later {

    private Later() {
    }

    /** On a worker thread, or on the timer's own if there is none to be had: what is to be done later is done in any case. */
    static void run(Duration delay, Runnable task) {
        run(delay, task, Infrastructure.getDefaultExecutor());
    }

    static void run(Duration delay, Runnable task, Executor workers) {
        ClassLoader ofApplication = Thread.currentThread().getContextClassLoader();
        CompletableFuture.delayedExecutor(Math.max(1, delay.toMillis()), TimeUnit.MILLISECONDS, Runnable::run)
                .execute(() -> runNow(task, workers, ofApplication));
    }

    private static void runNow(Runnable task, Executor workers, ClassLoader ofApplication) {
        Thread timer = Thread.currentThread();
        ClassLoader ofTimer = timer.getContextClassLoader();
        timer.setContextClassLoader(ofApplication);
        try {
            handOver(task, workers);
        } finally {
            timer.setContextClassLoader(ofTimer);
        }
    }

    private static void handOver(Runnable task, Executor workers) {
        try {
            workers.execute(task);
        } catch (RejectedExecutionException noThread) {
            task.run();
        }
    }
}
