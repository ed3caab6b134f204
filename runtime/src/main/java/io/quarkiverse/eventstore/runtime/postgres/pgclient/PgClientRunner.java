package io.quarkiverse.eventstore.runtime.postgres.pgclient;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Collector;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.runtime.postgres.SqlRow;
import io.quarkiverse.eventstore.runtime.postgres.SqlRunner;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlResult;
import io.vertx.sqlclient.Tuple;

/**
 * Runs prepared statements through a pool or a connection of the Vert.x client.
 */
class PgClientRunner implements SqlRunner {

    private final SqlClient client;

    PgClientRunner(SqlClient client) {
        this.client = client;
    }

    @Override
    public <R> Uni<R> collect(String sql, List<? extends @Nullable Object> parameters, Supplier<R> container,
            BiConsumer<R, SqlRow> add) {
        Collector<Row, R, R> collector = Collector.of(container, (result, row) -> add.accept(result, new PgClientRow(row)),
                PgClientRunner::neverCombined);
        return Futures.toUni(() -> client.preparedQuery(sql).collecting(collector)
                .execute(Tuple.tuple(new ArrayList<>(parameters))).map(SqlResult::value));
    }

    private static <R> R neverCombined(R one, R other) {
        throw new IllegalStateException("Rows arrive one after the other, but two results are to be combined.");
    }
}
