package io.quarkiverse.eventstore.runtime.postgres.log;

import static java.util.Objects.requireNonNull;

import java.util.List;

import io.quarkiverse.eventstore.ReadDirection;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlRunner;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlStatement;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlTexts;
import io.quarkiverse.eventstore.runtime.postgres.sql.StoredRow;
import io.quarkiverse.eventstore.spi.LogFilter;
import io.quarkiverse.eventstore.spi.LogPage;
import io.quarkiverse.eventstore.spi.LogRead;
import io.quarkiverse.eventstore.spi.LoggedEvent;
import io.smallrye.mutiny.Uni;

/**
 * Reads pages of the log, on any connection or on that of a transaction.
 */
public record LogReader(SqlRunner sql, SqlTexts texts) {

    /** The most positions that one statement looks at: a filter that hardly lets anything pass must not keep it for long. */
    private static final long WINDOW = 10_000;

    public Uni<LogPage> read(LogRead read) {
        return read.filter().isAll() ? readAny(read) : readFiltered(withinWindow(read));
    }

    private Uni<LogPage> readAny(LogRead read) {
        return page(read, SqlStatement.READ_LOG_FORWARD, SqlStatement.READ_LOG_BACKWARD,
                List.of(read.fromPosition(), read.toPosition(), (long) read.limit()));
    }

    private Uni<LogPage> readFiltered(LogRead read) {
        LogFilter filter = read.filter();
        String prefix = filter.streamPrefix();
        return page(read, SqlStatement.READ_LOG_FILTERED_FORWARD, SqlStatement.READ_LOG_FILTERED_BACKWARD,
                List.of(read.fromPosition(), read.toPosition(), (long) read.limit(),
                        filter.types().toArray(String[]::new), filter.categories().toArray(String[]::new),
                        prefix == null ? "" : prefix, (long) filter.slice().count(), (long) filter.slice().index()));
    }

    private Uni<LogPage> page(LogRead read, SqlStatement forward, SqlStatement backward, List<Object> parameters) {
        boolean forwards = read.direction() == ReadDirection.FORWARDS;
        return sql.query(texts.of(forwards ? forward : backward), parameters,
                row -> new LoggedEvent(requireNonNull(row.getString(0)), StoredRow.event(row)))
                .map(events -> new LogPage(events, lastPosition(read, events)));
    }

    private static long lastPosition(LogRead read, List<LoggedEvent> events) {
        if (events.size() == read.limit()) {
            return events.get(events.size() - 1).event().globalPosition();
        }
        return read.direction() == ReadDirection.FORWARDS ? read.toPosition() : read.fromPosition();
    }

    private static LogRead withinWindow(LogRead read) {
        if (read.toPosition() - read.fromPosition() < WINDOW) {
            return read;
        }
        return read.direction() == ReadDirection.FORWARDS
                ? new LogRead(read.fromPosition(), read.fromPosition() + WINDOW - 1, read.limit(), read.direction(),
                        read.filter())
                : new LogRead(read.toPosition() - WINDOW + 1, read.toPosition(), read.limit(), read.direction(),
                        read.filter());
    }
}
