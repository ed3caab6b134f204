package io.quarkiverse.eventstore.runtime.postgres.pgclient;

import java.util.function.Supplier;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;

/**
 * Turns the client's futures into {@code Uni}s whose failures are the store's own.
 */
final class Futures {

    private Futures() {
    }

    /** A {@code Uni} that starts the operation at each subscription. */
    static <T> Uni<T> toUni(Supplier<Future<T>> operation) {
        return Uni.createFrom().completionStage(() -> operation.get().toCompletionStage())
                .onFailure().transform(PgClientErrors::translate);
    }
}
