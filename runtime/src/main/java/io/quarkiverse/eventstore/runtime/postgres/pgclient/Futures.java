package io.quarkiverse.eventstore.runtime.postgres.pgclient;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/**
 * Turns the client's futures into stages and {@code Uni}s whose failures are the store's own.
 */
final class Futures {

    private Futures() {
    }

    /** A {@code Uni} that starts the operation at each subscription. */
    static <T> Uni<T> toUni(Supplier<Future<T>> operation) {
        return Uni.createFrom().completionStage(() -> toStage(operation));
    }

    /** Starts the operation. */
    static <T> CompletionStage<T> toStage(Supplier<Future<T>> operation) {
        try {
            return operation.get().recover(Futures::failLater).toCompletionStage();
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(PgClientErrors.translate(e));
        }
    }

    /**
     * Fails in a later turn of the event loop. The client fails the statements of a dead connection before its pool drops the
     * connection: whoever repeated at once, within the failure, would be given the same one again.
     */
    private static <T> Future<T> failLater(Throwable failure) {
        Throwable translated = PgClientErrors.translate(failure);
        Context context = Vertx.currentContext();
        if (context == null) {
            return Future.failedFuture(translated);
        }
        Promise<T> later = Promise.promise();
        try {
            CallerContexts.runLater(context, () -> later.fail(translated));
        } catch (RejectedExecutionException e) {
            later.fail(translated);
        }
        return later.future();
    }
}
