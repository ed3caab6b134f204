package io.quarkiverse.eventstore.runtime.postgres;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionStage;

import io.quarkiverse.eventstore.ExpectedStreamVersion;
import io.quarkiverse.eventstore.ExpectedStreamVersion.Exactly;
import io.quarkiverse.eventstore.spi.AppendOutcome;
import io.quarkiverse.eventstore.spi.AppendOutcome.Appended;
import io.quarkiverse.eventstore.spi.AppendOutcome.Conflict;
import io.quarkiverse.eventstore.spi.AppendOutcome.Repeated;
import io.quarkiverse.eventstore.spi.EncodedEvent;
import io.quarkiverse.eventstore.spi.StreamAppend;

/**
 * Appends to several streams with one call of a database function that judges each append on its own.
 */
final class BatchAppend {

    private static final long ANY = -1;
    private static final long STREAM_EXISTS = -2;

    /** No stream gets that far; the function adds numbers of events to it. */
    private static final long HIGHEST_VERSION = Long.MAX_VALUE - Integer.MAX_VALUE;

    private final SqlRunner sql;
    private final SqlTexts texts;

    BatchAppend(SqlRunner sql, SqlTexts texts) {
        this.sql = sql;
        this.texts = texts;
    }

    /** One outcome for each append, in the order of the batch. If it fails, none was taken, or the answer was lost. */
    CompletionStage<List<AppendOutcome>> append(List<StreamAppend> batch) {
        return sql.collect(texts.of(SqlStatement.APPEND_BATCH), parameters(batch), ArrayList<Answer>::new,
                (rows, row) -> rows.add(Answer.of(row)))
                .thenApply(rows -> rows.get(0).outcomes(batch));
    }

    private static List<Object> parameters(List<StreamAppend> batch) {
        String[] streamNames = new String[batch.size()];
        Long[] expected = new Long[batch.size()];
        Integer[] counts = new Integer[batch.size()];
        List<EncodedEvent> allEvents = new ArrayList<>(batch.size());
        List<Integer> ordinals = new ArrayList<>(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            StreamAppend append = batch.get(i);
            streamNames[i] = append.streamName();
            expected[i] = code(append.expected());
            counts[i] = append.events().size();
            allEvents.addAll(append.events());
            ordinals.addAll(Collections.nCopies(counts[i], i + 1));
        }
        EventArrays events = EventArrays.of(allEvents);
        return List.of(streamNames, expected, counts, ordinals.toArray(Integer[]::new), events.ids(), events.types(),
                events.data(), events.metadata());
    }

    private static long code(ExpectedStreamVersion expected) {
        if (expected instanceof Exactly exactly) {
            return Math.min(exactly.version(), HIGHEST_VERSION);
        }
        return expected instanceof ExpectedStreamVersion.Any ? ANY : STREAM_EXISTS;
    }

    /** The function's result. */
    private record Answer(List<Long> newVersions, List<Long> actualVersions, List<Long> repeatedPositions,
            List<Long> positions, Instant appendedAt) {

        static Answer of(SqlRow row) {
            boolean noneTaken = row.isNull(3);
            return new Answer(row.getLongs(0), row.getLongs(1), row.getLongs(2),
                    noneTaken ? List.of() : row.getLongs(3), noneTaken ? Instant.EPOCH : row.getInstant(4));
        }

        List<AppendOutcome> outcomes(List<StreamAppend> batch) {
            List<AppendOutcome> outcomes = new ArrayList<>(batch.size());
            int events = 0;
            for (int i = 0; i < batch.size(); i++) {
                int count = batch.get(i).events().size();
                if (newVersions.get(i) > 0) {
                    outcomes.add(new Appended(newVersions.get(i), positions.subList(events, events + count),
                            appendedAt));
                    events += count;
                } else {
                    outcomes.add(refused(batch.get(i), i));
                }
            }
            return outcomes;
        }

        private AppendOutcome refused(StreamAppend append, int i) {
            return repeatedPositions.get(i) > 0 && append.expected() instanceof Exactly exactly
                    ? new Repeated(exactly.version() + append.events().size(), repeatedPositions.get(i))
                    : new Conflict(actualVersions.get(i));
        }
    }
}
