package io.quarkiverse.eventstore.runtime.postgres;

import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;

/**
 * Runs prepared statements on some connection. Failures are {@link io.quarkiverse.eventstore.EventStoreException}s.
 */
public interface SqlRunner {

    /** Runs a statement in one round trip once it is prepared; rows are mapped as they arrive. */
    <T> Uni<List<T>> query(String sql, List<? extends @Nullable Object> parameters, Function<SqlRow, T> mapper);
}
