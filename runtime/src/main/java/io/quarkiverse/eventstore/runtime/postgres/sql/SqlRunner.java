package io.quarkiverse.eventstore.runtime.postgres.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;

/**
 * Runs prepared statements on some connection. Failures are {@link io.quarkiverse.eventstore.EventStoreException}s.
 */
public interface SqlRunner {

    /**
     * Runs a statement at once, in one round trip once it is prepared.
     *
     * @param container makes what holds the result
     * @param add takes each row into it as the row arrives, one after the other; what it throws fails the stage
     */
    <R> CompletionStage<R> collect(String sql, List<? extends @Nullable Object> parameters, Supplier<R> container,
            BiConsumer<R, SqlRow> add);

    /** Runs a statement at each subscription; gives the rows as the mapper makes them. */
    default <T> Uni<List<T>> query(String sql, List<? extends @Nullable Object> parameters, Function<SqlRow, T> mapper) {
        return Uni.createFrom().completionStage(
                () -> collect(sql, parameters, ArrayList::new, (rows, row) -> rows.add(mapper.apply(row))));
    }
}
