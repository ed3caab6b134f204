package io.quarkiverse.eventstore.runtime.postgres.pgclient;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.runtime.postgres.sql.SqlErrors;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlRow;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlRunner;

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
        try {
            context.run(() -> run(() -> runner.collect(sql, parameters, container, add), result));
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(SqlErrors.connectionLost("the event loops have stopped", e));
        }
        return result;
    }

    /** Whatever is thrown: Vert.x would only log it, and nobody would ever be answered. */
    private static <R> void run(Supplier<CompletionStage<R>> statement, CompletableFuture<R> result) {
        try {
            statement.get().whenComplete((collected, failure) -> {
                if (failure == null) {
                    result.complete(collected);
                } else {
                    result.completeExceptionally(failure);
                }
            });
        } catch (Throwable t) {
            result.completeExceptionally(t);
        }
    }
}
