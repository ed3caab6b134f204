package io.quarkiverse.eventstore.runtime.postgres.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.runtime.postgres.sql.SqlRow;

/**
 * The present row of a result.
 */
record JdbcRow(ResultSet rows) implements SqlRow {

    private interface Getter<T extends @Nullable Object> {

        T get() throws SQLException;
    }

    @Override
    public boolean isNull(int column) {
        return get(() -> rows.getObject(column + 1)) == null;
    }

    @Override
    public boolean getBoolean(int column) {
        return get(() -> rows.getBoolean(column + 1));
    }

    @Override
    public long getLong(int column) {
        return get(() -> rows.getLong(column + 1));
    }

    @Override
    public List<Long> getLongs(int column) {
        return Arrays.asList((Long[]) get(() -> rows.getArray(column + 1).getArray()));
    }

    @Override
    public @Nullable String getString(int column) {
        return JdbcRow.<@Nullable String> get(() -> rows.getString(column + 1));
    }

    @Override
    public UUID getUuid(int column) {
        return get(() -> rows.getObject(column + 1, UUID.class));
    }

    @Override
    public Instant getInstant(int column) {
        return get(() -> rows.getObject(column + 1, OffsetDateTime.class)).toInstant();
    }

    private static <T extends @Nullable Object> T get(Getter<T> getter) {
        try {
            return getter.get();
        } catch (SQLException e) {
            throw JdbcErrors.of(e);
        }
    }
}
