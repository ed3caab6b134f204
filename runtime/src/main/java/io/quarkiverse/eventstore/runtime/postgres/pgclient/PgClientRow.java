package io.quarkiverse.eventstore.runtime.postgres.pgclient;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.runtime.postgres.sql.SqlRow;
import io.vertx.sqlclient.Row;

/**
 * A row of the Vert.x client.
 */
record PgClientRow(Row row) implements SqlRow {

    @Override
    public boolean isNull(int column) {
        return row.getValue(column) == null;
    }

    @Override
    public boolean getBoolean(int column) {
        return row.getBoolean(column);
    }

    @Override
    public long getLong(int column) {
        return ((Number) row.getValue(column)).longValue();
    }

    @Override
    public List<Long> getLongs(int column) {
        return List.of(row.getArrayOfLongs(column));
    }

    @Override
    public @Nullable String getString(int column) {
        return row.getString(column);
    }

    @Override
    public UUID getUuid(int column) {
        return row.getUUID(column);
    }

    @Override
    public Instant getInstant(int column) {
        return row.getOffsetDateTime(column).toInstant();
    }
}
