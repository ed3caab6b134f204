package io.quarkiverse.eventstore.runtime.postgres.append;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.ExpectedStreamVersion.Exactly;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlRow;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlRunner;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlStatement;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlTexts;
import io.quarkiverse.eventstore.spi.AppendOutcome;
import io.quarkiverse.eventstore.spi.AppendOutcome.Conflict;
import io.quarkiverse.eventstore.spi.AppendOutcome.Repeated;
import io.quarkiverse.eventstore.spi.EncodedAppend;

/**
 * Finds out why a stream did not take an append: a conflict, or an earlier attempt that had succeeded.
 */
final class RefusedAppend {

    private static final long NOT_REPEATABLE = -1;
    private static final NotTaken NO_STREAM = new NotTaken(0, null);

    private final SqlRunner sql;
    private final SqlTexts texts;

    RefusedAppend(SqlRunner sql, SqlTexts texts) {
        this.sql = sql;
        this.texts = texts;
    }

    /** @param again appends once more: the stream may have reached the expected version since it refused the append */
    CompletionStage<AppendOutcome> judge(EncodedAppend append, Supplier<CompletionStage<AppendOutcome>> again) {
        long versionBefore = versionToRepeat(append);
        List<Object> parameters = List.of(append.streamName(), versionBefore, EventArrays.idsOf(append.events()));
        return sql.collect(texts.of(SqlStatement.FIND_APPENDED), parameters, ArrayList<NotTaken>::new,
                (rows, row) -> rows.add(NotTaken.of(row)))
                .thenApply(rows -> rows.isEmpty() ? NO_STREAM : rows.get(0))
                .thenCompose(stream -> {
                    if (versionBefore != NOT_REPEATABLE && stream.lastPosition() != null) {
                        return CompletableFuture.completedStage(new Repeated(versionBefore + append.events().size(),
                                stream.lastPosition()));
                    }
                    return append.expected().allows(stream.version())
                            ? again.get()
                            : CompletableFuture.completedStage(new Conflict(stream.version()));
                });
    }

    /** Only an exact expectation says where an earlier attempt would have left its events. */
    private static long versionToRepeat(EncodedAppend append) {
        return append.expected() instanceof Exactly exactly && exactly.version() <= Long.MAX_VALUE - append.events().size()
                ? exactly.version()
                : NOT_REPEATABLE;
    }

    private record NotTaken(long version, @Nullable Long lastPosition) {

        static NotTaken of(SqlRow row) {
            return new NotTaken(row.getLong(0), row.isNull(1) ? null : row.getLong(1));
        }
    }
}
