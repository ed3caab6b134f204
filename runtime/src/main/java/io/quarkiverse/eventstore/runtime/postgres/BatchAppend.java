package io.quarkiverse.eventstore.runtime.postgres;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.quarkiverse.eventstore.ExpectedStreamVersion;
import io.quarkiverse.eventstore.ExpectedStreamVersion.Exactly;
import io.quarkiverse.eventstore.spi.AppendOutcome;
import io.quarkiverse.eventstore.spi.AppendOutcome.Appended;
import io.quarkiverse.eventstore.spi.AppendOutcome.Failed;
import io.quarkiverse.eventstore.spi.StreamAppend;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Appends to several streams with one call of a database function that judges each append on its own.
 */
final class BatchAppend {

    private static final long ANY = -1;
    private static final long STREAM_EXISTS = -2;

    private final SqlRunner sql;
    private final SqlTexts texts;
    private final RefusedAppend refused;
    private final SingleAppend singleAppend;

    BatchAppend(SqlRunner sql, SqlTexts texts, RefusedAppend refused, SingleAppend singleAppend) {
        this.sql = sql;
        this.texts = texts;
        this.refused = refused;
        this.singleAppend = singleAppend;
    }

    Uni<List<AppendOutcome>> append(List<StreamAppend> batch) {
        return sql.query(texts.of(SqlStatement.APPEND_BATCH), parameters(batch), Accepted::of)
                .map(rows -> rows.stream().collect(Collectors.toMap(Accepted::index, Accepted::outcome)))
                .flatMap(accepted -> outcomes(batch, accepted));
    }

    private Uni<List<AppendOutcome>> outcomes(List<StreamAppend> batch, Map<Integer, Appended> accepted) {
        return Multi.createFrom().range(0, batch.size())
                .onItem().transformToUniAndConcatenate(index -> accepted.containsKey(index)
                        ? Uni.createFrom().<AppendOutcome> item(accepted.get(index))
                        : judge(batch.get(index)))
                .collect().asList();
    }

    /** The others of the batch are stored by now: what fails here is the outcome of this append alone. */
    private Uni<AppendOutcome> judge(StreamAppend append) {
        return refused.judge(append, () -> singleAppend.append(append))
                .onFailure().recoverWithItem(Failed::new);
    }

    private static List<Object> parameters(List<StreamAppend> batch) {
        EventArrays events = EventArrays.of(batch.stream().flatMap(append -> append.events().stream()).toList());
        return List.of(
                batch.stream().map(StreamAppend::streamName).toArray(String[]::new),
                batch.stream().map(append -> code(append.expected())).toArray(Long[]::new),
                batch.stream().map(append -> append.events().size()).toArray(Integer[]::new),
                events.ids(), events.types(), events.data(), events.metadata());
    }

    private static long code(ExpectedStreamVersion expected) {
        if (expected instanceof Exactly exactly) {
            return exactly.version();
        }
        return expected instanceof ExpectedStreamVersion.Any ? ANY : STREAM_EXISTS;
    }

    private record Accepted(int index, Appended outcome) {

        static Accepted of(SqlRow row) {
            return new Accepted((int) row.getLong(0) - 1,
                    new Appended(row.getLong(1), row.getLongs(2), row.getInstant(3)));
        }
    }
}
