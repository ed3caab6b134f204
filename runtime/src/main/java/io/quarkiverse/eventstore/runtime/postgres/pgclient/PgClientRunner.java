package io.quarkiverse.eventstore.runtime.postgres.pgclient;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Collector;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.runtime.postgres.sql.SqlRow;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlRunner;
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
    public <R> CompletionStage<R> collect(String sql, List<? extends @Nullable Object> parameters, Supplier<R> container,
            BiConsumer<R, SqlRow> add) {
        Collector<Row, ArrivingRows<R>, ArrivingRows<R>> collector = Collector.of(
                () -> new ArrivingRows<>(container.get(), add), ArrivingRows::add, ArrivingRows::neverCombined);
        return Futures.toStage(() -> client.preparedQuery(sql).collecting(collector)
                .execute(Tuple.tuple(new ArrayList<>(parameters))).map(SqlResult::value))
                .thenApply(ArrivingRows::result);
    }
}
