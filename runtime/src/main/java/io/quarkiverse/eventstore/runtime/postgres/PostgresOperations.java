package io.quarkiverse.eventstore.runtime.postgres;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import io.quarkiverse.eventstore.ReadDirection;
import io.quarkiverse.eventstore.runtime.postgres.groupcommit.AppendSender;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlRow;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlRunner;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlStatement;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlTexts;
import io.quarkiverse.eventstore.runtime.postgres.sql.StoredRow;
import io.quarkiverse.eventstore.spi.EventOperations;
import io.quarkiverse.eventstore.spi.JointAppend;
import io.quarkiverse.eventstore.spi.JointOutcome;
import io.quarkiverse.eventstore.spi.StoredData;
import io.quarkiverse.eventstore.spi.StoredEvent;
import io.quarkiverse.eventstore.spi.StreamPage;
import io.quarkiverse.eventstore.spi.StreamRead;
import io.smallrye.mutiny.Uni;

/**
 * Streams in PostgreSQL, over a pool or a transaction: one statement and one round trip for each append and each page.
 */
class PostgresOperations implements EventOperations {

    private final SqlRunner sql;
    private final SqlTexts texts;
    private final AppendSender sender;

    PostgresOperations(SqlRunner sql, SqlTexts texts, AppendSender sender) {
        this.sql = sql;
        this.texts = texts;
        this.sender = sender;
    }

    @Override
    public Uni<JointOutcome> append(JointAppend append) {
        return Uni.createFrom().completionStage(() -> sender.alone(append));
    }

    @Override
    public CompletionStage<JointOutcome> append(JointAppend append, CompletionStage<?> withdrawn) {
        return sender.alone(append);
    }

    @Override
    public <T> Uni<StreamPage<T>> read(StreamRead read, Function<StoredEvent, T> decode) {
        return page(read, SqlStatement.READ_STREAM_FORWARD, SqlStatement.READ_STREAM_BACKWARD,
                row -> decode.apply(StoredRow.event(row)));
    }

    @Override
    public <T> Uni<StreamPage<T>> readData(StreamRead read, Function<StoredData, T> decode) {
        return page(read, SqlStatement.READ_DATA_FORWARD, SqlStatement.READ_DATA_BACKWARD,
                row -> decode.apply(StoredRow.data(row)));
    }

    private <T> Uni<StreamPage<T>> page(StreamRead read, SqlStatement forward, SqlStatement backward,
            Function<SqlRow, T> decode) {
        SqlStatement statement = read.direction() == ReadDirection.FORWARDS ? forward : backward;
        List<Object> parameters = List.of(read.streamName(), read.fromVersion(), read.toVersion(), (long) read.limit());
        return Uni.createFrom().completionStage(
                () -> sql.collect(texts.of(statement), parameters, () -> new PageBuilder<>(read, decode), PageBuilder::add)
                        .thenApply(PageBuilder::page));
    }
}
