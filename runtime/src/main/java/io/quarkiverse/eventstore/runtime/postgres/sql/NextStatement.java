package io.quarkiverse.eventstore.runtime.postgres.sql;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

/**
 * A statement of which only matters whether it gives a row; it can follow another one on its connection.
 *
 * @param hasRow completes with whether it gave a row, or fails as it does
 */
public record NextStatement(String sql, List<? extends @Nullable Object> parameters, CompletableFuture<Boolean> hasRow) {

    /** A statement whose result is not known yet. */
    public NextStatement(String sql, List<? extends @Nullable Object> parameters) {
        this(sql, parameters, new CompletableFuture<>());
    }

    /** Runs it. Gives the stage that ends with it. */
    public CompletionStage<?> runOn(SqlRunner runner) {
        return runner.collect(sql, parameters, AtomicBoolean::new, (found, row) -> found.set(true))
                .whenComplete((found, failure) -> {
                    if (failure == null) {
                        hasRow.complete(found.get());
                    } else {
                        hasRow.completeExceptionally(failure);
                    }
                });
    }
}
