package io.quarkiverse.eventstore.runtime.postgres.pgclient;

import java.util.concurrent.Executor;

import io.vertx.core.Context;
import io.vertx.core.Vertx;

/**
 * Enters the contexts that Vert.x gives to callers: an event loop and the data of one request.
 */
final class CallerContexts {

    private CallerContexts() {
    }

    /**
     * Runs on the calling thread's context, in a turn of its own. If there is none, it runs where the task is handed over: at
     * once, or on an event loop in a turn of its own, so that tasks do not delay who hands them over.
     */
    static Executor executor() {
        Context context = Vertx.currentContext();
        return context == null ? CallerContexts::runHere : task -> runOn(context, task);
    }

    private static void runHere(Runnable task) {
        Context context = Vertx.currentContext();
        if (context == null) {
            task.run();
        } else {
            runOn(context, task);
        }
    }

    private static void runOn(Context context, Runnable task) {
        context.runOnContext(turn -> task.run());
    }
}
