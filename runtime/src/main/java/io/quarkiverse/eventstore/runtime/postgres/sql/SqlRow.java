package io.quarkiverse.eventstore.runtime.postgres.sql;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * One row of a result; columns are counted from 0.
 */
public interface SqlRow {

    boolean isNull(int column);

    boolean getBoolean(int column);

    long getLong(int column);

    List<Long> getLongs(int column);

    @Nullable
    String getString(int column);

    UUID getUuid(int column);

    Instant getInstant(int column);
}
