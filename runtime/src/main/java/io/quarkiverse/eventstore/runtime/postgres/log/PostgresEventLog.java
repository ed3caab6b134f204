package io.quarkiverse.eventstore.runtime.postgres.log;

import io.quarkiverse.eventstore.spi.EventLog;
import io.quarkiverse.eventstore.spi.LogPage;
import io.quarkiverse.eventstore.spi.LogRead;
import io.smallrye.mutiny.Uni;

/**
 * The log of all streams in PostgreSQL: one statement and one round trip for each page or window.
 */
public final class PostgresEventLog implements EventLog {

    private final LogReader reader;
    private final HighWaterMark highWaterMark;

    public PostgresEventLog(LogReader reader, HighWaterMark highWaterMark) {
        this.reader = reader;
        this.highWaterMark = highWaterMark;
    }

    @Override
    public Uni<Long> highWaterMark() {
        return highWaterMark.find();
    }

    @Override
    public Uni<LogPage> readLog(LogRead read) {
        return reader.read(read);
    }
}
