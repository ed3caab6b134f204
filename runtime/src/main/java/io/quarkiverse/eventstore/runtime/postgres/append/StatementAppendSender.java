package io.quarkiverse.eventstore.runtime.postgres.append;

import java.util.List;
import java.util.concurrent.CompletionStage;

import io.quarkiverse.eventstore.runtime.postgres.groupcommit.AppendSender;
import io.quarkiverse.eventstore.runtime.postgres.sql.SchemaName;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlRunner;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlTexts;
import io.quarkiverse.eventstore.spi.JointAppend;
import io.quarkiverse.eventstore.spi.JointOutcome;

/**
 * Sends each append or batch as one statement, which is its transaction unless one is open: one round trip, no BEGIN, no
 * COMMIT.
 */
public final class StatementAppendSender implements AppendSender {

    private final SingleAppend singleAppend;
    private final BatchAppend batchAppend;

    public StatementAppendSender(SqlRunner sql, SchemaName schema) {
        this(sql, new SqlTexts(schema));
    }

    public StatementAppendSender(SqlRunner sql, SqlTexts texts) {
        this.singleAppend = new SingleAppend(sql, texts);
        this.batchAppend = new BatchAppend(sql, texts);
    }

    @Override
    public CompletionStage<JointOutcome> alone(JointAppend append) {
        return append.isSingle() && append.projections().isEmpty()
                ? singleAppend.append(append.appends().get(0)).thenApply(JointOutcome::of)
                : batchAppend.append(append);
    }

    @Override
    public CompletionStage<List<JointOutcome>> together(List<JointAppend> batch) {
        return batchAppend.append(batch);
    }
}
