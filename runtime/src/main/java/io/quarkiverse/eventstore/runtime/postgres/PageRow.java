package io.quarkiverse.eventstore.runtime.postgres;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.spi.StoredEvent;

/**
 * A row of a page: the stream's version, and an event unless the page is empty.
 */
record PageRow(long streamVersion, @Nullable StoredEvent event) {

    static PageRow of(SqlRow row) {
        return new PageRow(row.getLong(0), row.isNull(1) ? null : event(row));
    }

    /** The event in the columns 1 to 7. */
    static StoredEvent event(SqlRow row) {
        return new StoredEvent(row.getLong(1), row.getLong(2), row.getUuid(3), requireNonNull(row.getString(4)),
                requireNonNull(row.getString(5)), row.getString(6), row.getInstant(7));
    }
}
