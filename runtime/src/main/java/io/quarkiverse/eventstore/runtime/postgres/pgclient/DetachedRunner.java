package io.quarkiverse.eventstore.runtime.postgres.pgclient;

import java.util.List;
import java.util.function.Function;

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
    public <T> Uni<List<T>> query(String sql, List<? extends @Nullable Object> parameters, Function<SqlRow, T> mapper) {
        Uni<List<T>> query = runner.query(sql, parameters, mapper);
        return Uni.createFrom().emitter(emitter -> CallerContexts.runDetached(
                () -> query.subscribe().with(emitter::complete, emitter::fail)));
    }
}
