package io.quarkiverse.eventstore.runtime.postgres.pgclient;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;

/**
 * Enters the contexts that Vert.x gives to callers: an event loop and the data of one request.
 */
final class CallerContexts {

    private CallerContexts() {
    }

    /** Runs on the calling thread's context, each task in a turn of its own; empty if there is none. */
    static Optional<Executor> executor() {
        return Optional.ofNullable(Vertx.currentContext()).map(CallerContexts::on);
    }

    private static Executor on(Context context) {
        return task -> runLater(context, task);
    }

    /**
     * Runs in a later turn of the context.
     *
     * @throws RejectedExecutionException if its event loop has stopped, which Vert.x itself would not say
     */
    static void runLater(Context context, Runnable task) {
        if (context instanceof ContextInternal internal && context.isEventLoopContext()) {
            internal.nettyEventLoop().execute(() -> internal.dispatch(task));
        } else {
            context.runOnContext(turn -> task.run());
        }
    }
}
