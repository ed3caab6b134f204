package io.quarkiverse.eventstore.runtime.postgres.pgclient;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.runtime.postgres.SqlRow;
import io.quarkiverse.eventstore.runtime.postgres.SqlRunner;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
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
    public <T> Uni<List<T>> query(String sql, List<? extends @Nullable Object> parameters, Function<SqlRow, T> mapper) {
        return Futures.toUni(() -> client.preparedQuery(sql).execute(Tuple.tuple(new ArrayList<>(parameters)))
                .map(rows -> map(rows, mapper)));
    }

    private static <T> List<T> map(RowSet<Row> rows, Function<SqlRow, T> mapper) {
        List<T> mapped = new ArrayList<>(rows.size());
        for (Row row : rows) {
            mapped.add(mapper.apply(new PgClientRow(row)));
        }
        return mapped;
    }
}
