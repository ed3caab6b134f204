package io.quarkiverse.eventstore.runtime.postgres;

import java.util.ArrayList;
import java.util.List;

import io.quarkiverse.eventstore.ReadDirection;
import io.quarkiverse.eventstore.spi.AppendOutcome;
import io.quarkiverse.eventstore.spi.EventOperations;
import io.quarkiverse.eventstore.spi.StoredEvent;
import io.quarkiverse.eventstore.spi.StreamAppend;
import io.quarkiverse.eventstore.spi.StreamPage;
import io.quarkiverse.eventstore.spi.StreamRead;
import io.smallrye.mutiny.Uni;

/**
 * Streams in PostgreSQL, over a pool or a transaction: one statement and one round trip for each append and each page.
 */
class PostgresOperations implements EventOperations {

    private final SqlRunner sql;
    private final SqlTexts texts;
    private final SingleAppend singleAppend;

    PostgresOperations(SqlRunner sql, SqlTexts texts) {
        this.sql = sql;
        this.texts = texts;
        this.singleAppend = new SingleAppend(sql, texts);
    }

    @Override
    public Uni<AppendOutcome> append(StreamAppend append) {
        return singleAppend.append(append);
    }

    @Override
    public Uni<StreamPage> read(StreamRead read) {
        SqlStatement statement = read.direction() == ReadDirection.FORWARDS
                ? SqlStatement.READ_STREAM_FORWARD
                : SqlStatement.READ_STREAM_BACKWARD;
        List<Object> parameters = List.of(read.streamName(), read.fromVersion(), read.toVersion(), (long) read.limit());
        return sql.query(texts.of(statement), parameters, PageRow::of).map(PostgresOperations::page);
    }

    private static StreamPage page(List<PageRow> rows) {
        if (rows.isEmpty()) {
            return new StreamPage(0, List.of());
        }
        List<StoredEvent> events = new ArrayList<>(rows.size());
        for (PageRow row : rows) {
            if (row.event() != null) {
                events.add(row.event());
            }
        }
        return new StreamPage(rows.get(0).streamVersion(), events);
    }
}
