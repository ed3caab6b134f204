package io.quarkiverse.eventstore.runtime.postgres.append;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.ExpectedStreamVersion.Exactly;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlRow;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlRunner;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlStatement;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlTexts;
import io.quarkiverse.eventstore.spi.AppendOutcome;
import io.quarkiverse.eventstore.spi.AppendOutcome.Appended;
import io.quarkiverse.eventstore.spi.AppendOutcome.Repeated;
import io.quarkiverse.eventstore.spi.EncodedAppend;
import io.quarkiverse.eventstore.spi.JointAppend;
import io.quarkiverse.eventstore.spi.JointOutcome;
import io.quarkiverse.eventstore.spi.JointOutcome.Refused;
import io.quarkiverse.eventstore.spi.JointOutcome.Taken;

/**
 * Appends to several streams with one call of a database function that judges each append, or each joint append, on its own.
 */
final class BatchAppend {

    /** So long a batch waits for a stream that somebody else holds: its appends are then sent one by one. */
    private static final String PATIENCE_OF_BATCHES = "100ms";

    private final SqlRunner sql;
    private final SqlTexts texts;

    BatchAppend(SqlRunner sql, SqlTexts texts) {
        this.sql = sql;
        this.texts = texts;
    }

    /** One outcome for each append, in the order of the batch. If it fails, none was taken, or the answer was lost. */
    CompletionStage<List<JointOutcome>> append(List<JointAppend> batch) {
        return append(batch, PATIENCE_OF_BATCHES);
    }

    /** Appends in the transaction that is open, or in one of its own; waits for streams for as long as it must. */
    CompletionStage<JointOutcome> append(JointAppend append) {
        return append(List.of(append), null).thenApply(outcomes -> outcomes.get(0));
    }

    private CompletionStage<List<JointOutcome>> append(List<JointAppend> batch, @Nullable String patience) {
        BatchParameters parameters = new BatchParameters(batch);
        if (parameters.hasProjections()) {
            return collect(SqlStatement.APPEND_PROJECTING_BATCH, parameters.ofProjectingBatch(patience), batch);
        }
        return parameters.hasJointAppends()
                ? collect(SqlStatement.APPEND_JOINT_BATCH, parameters.ofJointBatch(patience), batch)
                : collect(SqlStatement.APPEND_BATCH, parameters.ofBatch(patience), batch);
    }

    private CompletionStage<List<JointOutcome>> collect(SqlStatement statement, List<@Nullable Object> parameters,
            List<JointAppend> batch) {
        return sql.collect(texts.of(statement), parameters, ArrayList<Answer>::new, (rows, row) -> rows.add(Answer.of(row)))
                .thenApply(rows -> rows.get(0).outcomes(batch));
    }

    /** The function's result. */
    private record Answer(List<Long> newVersions, List<Long> actualVersions, List<Long> repeatedPositions,
            List<Long> positions, Instant appendedAt) {

        static Answer of(SqlRow row) {
            boolean noneTaken = row.isNull(3);
            return new Answer(row.getLongs(0), row.getLongs(1), row.getLongs(2),
                    noneTaken ? List.of() : row.getLongs(3), noneTaken ? Instant.EPOCH : row.getInstant(4));
        }

        List<JointOutcome> outcomes(List<JointAppend> batch) {
            List<JointOutcome> outcomes = new ArrayList<>(batch.size());
            int appends = 0;
            int events = 0;
            for (JointAppend append : batch) {
                JointOutcome outcome = outcome(append, appends, events);
                outcomes.add(outcome);
                appends += append.appends().size();
                if (outcome instanceof Taken && newVersions.get(appends - 1) > 0) {
                    events += append.appends().stream().mapToInt(part -> part.events().size()).sum();
                }
            }
            return outcomes;
        }

        private JointOutcome outcome(JointAppend append, int firstAppend, int firstEvent) {
            List<AppendOutcome> outcomes = new ArrayList<>(append.appends().size());
            int event = firstEvent;
            for (EncodedAppend part : append.appends()) {
                int i = firstAppend + outcomes.size();
                int count = part.events().size();
                if (newVersions.get(i) > 0) {
                    outcomes.add(new Appended(newVersions.get(i), positions.subList(event, event + count), appendedAt));
                    event += count;
                } else if (repeatedPositions.get(i) > 0 && part.expected() instanceof Exactly exactly) {
                    outcomes.add(new Repeated(exactly.version() + count, repeatedPositions.get(i)));
                } else {
                    return refused(append, firstAppend);
                }
            }
            return new Taken(outcomes);
        }

        /** The others of a joint append that was refused have no version of their own. */
        private JointOutcome refused(JointAppend append, int firstAppend) {
            for (int i = 0; i < append.appends().size(); i++) {
                long actual = actualVersions.get(firstAppend + i);
                if (actual >= 0) {
                    return new Refused(i, actual);
                }
            }
            throw new IllegalStateException("PostgreSQL: expected the stream that refused a joint append, but none is named.");
        }
    }
}
