package io.quarkiverse.eventstore.runtime.postgres.groupcommit;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

/**
 * Runs a task some time after it was set, once however often it was set meanwhile.
 */
final class Alarm {

    private final BiConsumer<Duration, Runnable> scheduler;
    private final Duration delay;
    private final Runnable task;
    private final AtomicBoolean set = new AtomicBoolean();

    Alarm(BiConsumer<Duration, Runnable> scheduler, Duration delay, Runnable task) {
        this.scheduler = scheduler;
        this.delay = delay;
        this.task = task;
    }

    void set() {
        if (!set.compareAndSet(false, true)) {
            return;
        }
        try {
            scheduler.accept(delay, this::ring);
        } catch (RuntimeException | Error e) {
            set.set(false);
            throw e;
        }
    }

    private void ring() {
        set.set(false);
        task.run();
    }
}
