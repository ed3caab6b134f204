package io.quarkiverse.eventstore.runtime.postgres.pgclient;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.runtime.postgres.sql.NextStatement;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlRow;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlRunner;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;

/**
 * Sends another statement right behind the first one that it runs, on the same connection: the server runs it when the first
 * one is over, in a transaction of its own, and nobody waits in between for an answer to travel.
 */
final class FollowedRunner implements SqlRunner {

    private final Pool pool;
    private final SqlRunner rest;
    private final AtomicReference<@Nullable NextStatement> next;

    /** @param rest runs what comes after the first statement */
    FollowedRunner(Pool pool, SqlRunner rest, NextStatement next) {
        this.pool = pool;
        this.rest = rest;
        this.next = new AtomicReference<>(next);
    }

    @Override
    public <R> CompletionStage<R> collect(String sql, List<? extends @Nullable Object> parameters, Supplier<R> container,
            BiConsumer<R, SqlRow> add) {
        NextStatement following = next.getAndSet(null);
        if (following == null) {
            return rest.collect(sql, parameters, container, add);
        }
        return Futures.toStage(pool::getConnection)
                .whenComplete((connection, failure) -> {
                    if (failure != null) {
                        following.hasRow().completeExceptionally(failure);
                    }
                })
                .thenCompose(connection -> {
                    SqlRunner runner = new PgClientRunner(connection);
                    CompletionStage<R> first = runner.collect(sql, parameters, container, add);
                    closeAfter(first, following.runOn(runner), connection);
                    return first;
                });
    }

    private static void closeAfter(CompletionStage<?> first, CompletionStage<?> second, SqlConnection connection) {
        CompletableFuture.allOf(first.toCompletableFuture(), second.toCompletableFuture())
                .whenComplete((both, failure) -> connection.close());
    }
}
