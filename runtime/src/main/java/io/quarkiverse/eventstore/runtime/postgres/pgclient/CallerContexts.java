package io.quarkiverse.eventstore.runtime.postgres.pgclient;

import java.util.Optional;
import java.util.concurrent.Executor;

import io.vertx.core.Context;
import io.vertx.core.Vertx;

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
        return task -> context.runOnContext(turn -> task.run());
    }
}
