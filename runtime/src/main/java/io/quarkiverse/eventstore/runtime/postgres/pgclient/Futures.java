package io.quarkiverse.eventstore.runtime.postgres.pgclient;

import java.util.function.Supplier;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/**
 * Turns the client's futures into {@code Uni}s whose failures are the store's own.
 */
final class Futures {

    private Futures() {
    }

    /** A {@code Uni} that starts the operation at each subscription. */
    static <T> Uni<T> toUni(Supplier<Future<T>> operation) {
        return Uni.createFrom().completionStage(() -> operation.get().recover(Futures::failLater).toCompletionStage())
                .onFailure().transform(PgClientErrors::translate);
    }

    /**
     * Fails in a later turn of the event loop. The client fails the statements of a dead connection before its pool drops the
     * connection: whoever repeated at once, within the failure, would be given the same one again.
     */
    private static <T> Future<T> failLater(Throwable failure) {
        Context context = Vertx.currentContext();
        if (context == null) {
            return Future.failedFuture(failure);
        }
        Promise<T> later = Promise.promise();
        context.runOnContext(turn -> later.fail(failure));
        return later.future();
    }
}
