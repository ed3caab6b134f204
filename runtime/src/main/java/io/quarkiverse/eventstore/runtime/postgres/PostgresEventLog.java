package io.quarkiverse.eventstore.runtime.postgres;

import static java.util.Objects.requireNonNull;

import java.util.List;

import io.quarkiverse.eventstore.ReadDirection;
import io.quarkiverse.eventstore.spi.EventLog;
import io.quarkiverse.eventstore.spi.LogRead;
import io.quarkiverse.eventstore.spi.LoggedEvent;
import io.smallrye.mutiny.Uni;

/**
 * The log of all streams in PostgreSQL: one statement and one round trip for each page.
 */
final class PostgresEventLog implements EventLog {

    private final SqlRunner sql;
    private final SqlTexts texts;
    private final HighWaterMark highWaterMark;

    PostgresEventLog(SqlDatabase database, SqlTexts texts) {
        this.sql = database;
        this.texts = texts;
        this.highWaterMark = new HighWaterMark(database, texts);
    }

    @Override
    public Uni<Long> highWaterMark() {
        return highWaterMark.find();
    }

    @Override
    public Uni<List<LoggedEvent>> readLog(LogRead read) {
        SqlStatement statement = read.direction() == ReadDirection.FORWARDS
                ? SqlStatement.READ_LOG_FORWARD
                : SqlStatement.READ_LOG_BACKWARD;
        return sql.query(texts.of(statement), List.of(read.fromPosition(), read.toPosition(), (long) read.limit()),
                row -> new LoggedEvent(requireNonNull(row.getString(0)), StoredRow.event(row)));
    }
}
