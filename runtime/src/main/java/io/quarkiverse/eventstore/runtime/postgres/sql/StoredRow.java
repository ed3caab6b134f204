package io.quarkiverse.eventstore.runtime.postgres.sql;

import static java.util.Objects.requireNonNull;

import io.quarkiverse.eventstore.spi.StoredData;
import io.quarkiverse.eventstore.spi.StoredEvent;

/**
 * What the columns of an event's row hold; column 0 belongs to the stream.
 */
public final class StoredRow {

    public static final int VERSION = 1;

    /** How many there are, the stream's with them. */
    public static final int COLUMNS = 8;

    private StoredRow() {
    }

    public static StoredEvent event(SqlRow row) {
        return new StoredEvent(row.getLong(VERSION), row.getLong(2), row.getUuid(3), requireNonNull(row.getString(4)),
                requireNonNull(row.getString(5)), row.getString(6), row.getInstant(7));
    }

    public static StoredData data(SqlRow row) {
        return new StoredData(row.getLong(VERSION), requireNonNull(row.getString(2)), requireNonNull(row.getString(3)));
    }
}
