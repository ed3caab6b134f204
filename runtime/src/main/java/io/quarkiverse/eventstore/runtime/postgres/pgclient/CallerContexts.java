package io.quarkiverse.eventstore.runtime.postgres.pgclient;

import java.util.concurrent.Executor;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;

/**
 * Enters and leaves the contexts that Vert.x gives to callers: an event loop and the data of one request.
 */
final class CallerContexts {

    private CallerContexts() {
    }

    /** Runs on the calling thread's context, in a turn of its own; at once if there is none. */
    static Executor executor() {
        Context context = Vertx.currentContext();
        return context == null ? Runnable::run : task -> context.runOnContext(turn -> task.run());
    }

    /** Runs at once, on the event loop of the calling thread's context but without the data of its request. */
    static void runDetached(Runnable task) {
        Context context = Vertx.currentContext();
        if (context instanceof ContextInternal duplicated && duplicated.unwrap() != duplicated) {
            duplicated.unwrap().dispatch(task);
        } else {
            task.run();
        }
    }
}
