package io.quarkiverse.eventstore.runtime.postgres.pgclient;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.runtime.postgres.SqlRow;
import io.quarkiverse.eventstore.runtime.postgres.SqlRunner;

/**
 * Runs statements outside of the request whose thread they start on.
 */
final class DetachedRunner implements SqlRunner {

    private final SqlRunner runner;
    private final DetachedContext context;

    DetachedRunner(SqlRunner runner, DetachedContext context) {
        this.runner = runner;
        this.context = context;
    }

    @Override
    public <R> CompletionStage<R> collect(String sql, List<? extends @Nullable Object> parameters, Supplier<R> container,
            BiConsumer<R, SqlRow> add) {
        CompletableFuture<R> result = new CompletableFuture<>();
        context.run(() -> runner.collect(sql, parameters, container, add)
                .whenComplete((collected, failure) -> {
                    if (failure == null) {
                        result.complete(collected);
                    } else {
                        result.completeExceptionally(failure);
                    }
                }));
        return result;
    }
}
