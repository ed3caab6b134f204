package io.quarkiverse.eventstore.runtime.subscription.loop;

/**
 * Gives event loops to runners.
 */
@FunctionalInterface
public interface RunnerLoops {

    /** The loop for a further runner; several may share a thread. */
    RunnerLoop next();
}
