package io.quarkiverse.eventstore.runtime.postgres.groupcommit;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Where callers are told, and where time is kept.
 */
public interface CallerThreads {

    /**
     * Runs what it is given where the calling thread's caller wants its answers: on its event loop, with its context. Empty if
     * any thread will do.
     */
    Optional<Executor> callerContext();

    /** Runs the task at once or soon, in the context of no caller: not in that of the calling thread either. */
    void runForNobody(Runnable task);

    /** Runs the task later, at the earliest when the time has passed, on none of the threads that callers may block. */
    void runAfter(Duration delay, Runnable task);
}
