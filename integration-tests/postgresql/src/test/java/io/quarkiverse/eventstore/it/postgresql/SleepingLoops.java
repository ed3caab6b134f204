package io.quarkiverse.eventstore.it.postgresql;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

import io.quarkiverse.eventstore.runtime.subscription.loop.RunnerLoop;
import io.quarkiverse.eventstore.runtime.subscription.loop.RunnerLoops;
import io.quarkiverse.eventstore.subscription.HandlerThread;

/**
 * Loops on which pauses of a second, the longest between two looks at the end of the log, never end: what is found after one
 * has begun, somebody has told of.
 */
final class SleepingLoops implements RunnerLoops {

    private static final Duration LONGEST = Duration.ofSeconds(1);

    private final RunnerLoops loops;
    private final AtomicInteger sleeps = new AtomicInteger();

    SleepingLoops(RunnerLoops loops) {
        this.loops = loops;
    }

    /** How many pauses have begun that do not end. */
    int sleeps() {
        return sleeps.get();
    }

    @Override
    public RunnerLoop next() {
        return new SleepingLoop(loops.next(), sleeps);
    }

    private record SleepingLoop(RunnerLoop loop, AtomicInteger sleeps) implements RunnerLoop {

        @Override
        public void runAfter(Duration delay, Runnable task) {
            if (delay.equals(LONGEST)) {
                sleeps.incrementAndGet();
            } else {
                loop.runAfter(delay, task);
            }
        }

        @Override
        public void execute(Runnable task) {
            loop.execute(task);
        }

        @Override
        public Executor handlerThreads(HandlerThread kind) {
            return loop.handlerThreads(kind);
        }

        @Override
        public Executor requestContext() {
            return loop.requestContext();
        }

        @Override
        public Optional<Executor> callerContext() {
            return loop.callerContext();
        }
    }
}
