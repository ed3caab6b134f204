package io.quarkiverse.eventstore.runtime.postgres.pgclient;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.runtime.postgres.SqlRow;
import io.quarkiverse.eventstore.runtime.postgres.SqlRunner;
import io.smallrye.mutiny.Uni;

/**
 * Runs statements outside of the request whose thread they start on.
 */
final class DetachedRunner implements SqlRunner {

    private final SqlRunner runner;

    DetachedRunner(SqlRunner runner) {
        this.runner = runner;
    }

    @Override
    public <R> Uni<R> collect(String sql, List<? extends @Nullable Object> parameters, Supplier<R> container,
            BiConsumer<R, SqlRow> add) {
        Uni<R> query = runner.collect(sql, parameters, container, add);
        return Uni.createFrom().emitter(emitter -> CallerContexts.runDetached(
                () -> query.subscribe().with(emitter::complete, emitter::fail)));
    }
}
