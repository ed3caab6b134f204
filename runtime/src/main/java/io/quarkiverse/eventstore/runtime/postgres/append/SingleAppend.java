package io.quarkiverse.eventstore.runtime.postgres.append;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.ExpectedStreamVersion;
import io.quarkiverse.eventstore.ExpectedStreamVersion.Exactly;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlRow;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlRunner;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlStatement;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlTexts;
import io.quarkiverse.eventstore.spi.AppendOutcome;
import io.quarkiverse.eventstore.spi.AppendOutcome.Appended;
import io.quarkiverse.eventstore.spi.EncodedAppend;

/**
 * Appends to one stream with one plain statement, chosen by what is expected of the stream.
 */
final class SingleAppend {

    private final SqlRunner sql;
    private final SqlTexts texts;
    private final RefusedAppend refused;

    SingleAppend(SqlRunner sql, SqlTexts texts) {
        this.sql = sql;
        this.texts = texts;
        this.refused = new RefusedAppend(sql, texts);
    }

    CompletionStage<AppendOutcome> append(EncodedAppend append) {
        return sql.collect(texts.of(statementFor(append.expected())), parameters(append), ArrayList<AppendOutcome>::new,
                (rows, row) -> rows.add(appended(row)))
                .thenCompose(rows -> rows.isEmpty()
                        ? refused.judge(append, () -> append(append))
                        : CompletableFuture.completedStage(rows.get(0)));
    }

    private static SqlStatement statementFor(ExpectedStreamVersion expected) {
        if (expected instanceof ExpectedStreamVersion.Any) {
            return SqlStatement.APPEND_TO_ANY_STREAM;
        }
        return expected.allows(0) ? SqlStatement.APPEND_TO_NEW_STREAM : SqlStatement.APPEND_TO_EXISTING_STREAM;
    }

    private static List<@Nullable Object> parameters(EncodedAppend append) {
        EventArrays events = EventArrays.of(append.events());
        List<@Nullable Object> parameters = new ArrayList<>(6);
        parameters.add(append.streamName());
        if (statementFor(append.expected()) == SqlStatement.APPEND_TO_EXISTING_STREAM) {
            parameters.add(append.expected() instanceof Exactly exactly ? exactly.version() : null);
        }
        parameters.addAll(Arrays.asList(events.ids(), events.types(), events.data(), events.metadata()));
        return parameters;
    }

    private static AppendOutcome appended(SqlRow row) {
        return new Appended(row.getLong(0), row.getLongs(1), row.getInstant(2));
    }
}
