package io.quarkiverse.eventstore.runtime.subscription.loop;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;

import io.quarkiverse.eventstore.subscription.HandlerThread;
import io.smallrye.mutiny.Uni;

/**
 * An event loop for one runner: tasks run one after the other, with nobody's context.
 */
public interface RunnerLoop extends Executor {

    /** Runs a task later on this loop. */
    void runAfter(Duration delay, Runnable task);

    /** Completes later, on this loop. */
    default Uni<Void> pause(Duration delay) {
        return Uni.createFrom().emitter(emitter -> runAfter(delay, () -> emitter.complete(null)));
    }

    /** Where handlers are called: each task on a thread of that kind, with a context of its own. */
    Executor handlerThreads(HandlerThread kind);

    /** Runs all tasks that it is given in one context like that of a request, made now. */
    Executor requestContext();

    /** Runs tasks where the calling thread's caller wants his answers: in his context; empty if any thread will do. */
    Optional<Executor> callerContext();
}
