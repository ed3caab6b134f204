package io.quarkiverse.eventstore.runtime.postgres.pgclient;

import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.runtime.postgres.sql.SqlRow;
import io.vertx.sqlclient.Row;

/**
 * Takes rows as they arrive. What is thrown meanwhile does not reach the client, which would take it for a broken connection,
 * but whoever asks for the result.
 */
final class ArrivingRows<R> {

    private final R result;
    private final BiConsumer<R, SqlRow> add;
    private @Nullable Throwable thrown;

    ArrivingRows(R result, BiConsumer<R, SqlRow> add) {
        this.result = result;
        this.add = add;
    }

    void add(Row row) {
        if (thrown == null) {
            try {
                add.accept(result, new PgClientRow(row));
            } catch (Throwable t) {
                thrown = t;
            }
        }
    }

    /** @throws CompletionException with what was thrown */
    R result() {
        if (thrown != null) {
            throw new CompletionException(thrown);
        }
        return result;
    }

    static <R> ArrivingRows<R> neverCombined(ArrivingRows<R> one, ArrivingRows<R> other) {
        throw new IllegalStateException("Rows arrive one after the other, but two results are to be combined.");
    }
}
