package io.quarkiverse.eventstore.runtime.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import io.quarkiverse.eventstore.runtime.postgres.sql.SqlRow;
import io.quarkiverse.eventstore.runtime.postgres.sql.StoredRow;
import io.quarkiverse.eventstore.spi.StreamPage;
import io.quarkiverse.eventstore.spi.StreamRead;

/**
 * A page that grows row by row: column 0 is the stream's version, column 1 the event's, without one if the page is empty.
 */
final class PageBuilder<T> {

    private final StreamRead read;
    private final Function<SqlRow, T> decode;
    private final List<T> events = new ArrayList<>();
    private long streamVersion;
    private long lastVersion;

    PageBuilder(StreamRead read, Function<SqlRow, T> decode) {
        this.read = read;
        this.decode = decode;
    }

    void add(SqlRow row) {
        if (streamVersion == 0) {
            streamVersion = row.getLong(0);
            read.requireExpected(streamVersion);
        }
        if (!row.isNull(StoredRow.VERSION)) {
            events.add(decode.apply(row));
            lastVersion = row.getLong(StoredRow.VERSION);
        }
    }

    StreamPage<T> page() {
        if (streamVersion == 0) {
            read.requireExpected(0);
        }
        return new StreamPage<>(streamVersion, events, lastVersion);
    }
}
