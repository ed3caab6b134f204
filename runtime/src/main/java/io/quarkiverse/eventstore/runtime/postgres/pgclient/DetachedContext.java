package io.quarkiverse.eventstore.runtime.postgres.pgclient;

import java.time.Duration;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;

/**
 * An event loop for work of no caller in particular: nothing of a caller's request gets there.
 */
final class DetachedContext {

    private final Vertx vertx;
    private final Context context;

    DetachedContext(Vertx vertx) {
        this.vertx = vertx;
        this.context = ((VertxInternal) vertx).createEventLoopContext();
    }

    /** Runs at once on the calling thread's event loop, or in a turn of its own on this one if that thread may block. */
    void run(Runnable task) {
        if (!(Vertx.currentContext() instanceof ContextInternal current)) {
            task.run();
        } else if (current.isEventLoopContext()) {
            current.unwrap().dispatch(task);
        } else {
            CallerContexts.runLater(context, task);
        }
    }

    /** Runs on this event loop when the time has passed. */
    void runAfter(Duration delay, Runnable task) {
        context.runOnContext(turn -> vertx.setTimer(delay.toMillis(), timer -> task.run()));
    }
}
