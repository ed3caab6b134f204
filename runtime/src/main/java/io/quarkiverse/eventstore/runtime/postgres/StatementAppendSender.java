package io.quarkiverse.eventstore.runtime.postgres;

import java.util.List;
import java.util.concurrent.CompletionStage;

import io.quarkiverse.eventstore.runtime.postgres.groupcommit.AppendSender;
import io.quarkiverse.eventstore.spi.AppendOutcome;
import io.quarkiverse.eventstore.spi.StreamAppend;

/**
 * Sends each append or batch as one statement that is its transaction: one round trip, no BEGIN, no COMMIT.
 */
public final class StatementAppendSender implements AppendSender {

    private final SingleAppend singleAppend;
    private final BatchAppend batchAppend;

    public StatementAppendSender(SqlRunner sql, SchemaName schema) {
        SqlTexts texts = new SqlTexts(schema);
        this.singleAppend = new SingleAppend(sql, texts);
        this.batchAppend = new BatchAppend(sql, texts);
    }

    @Override
    public CompletionStage<AppendOutcome> alone(StreamAppend append) {
        return singleAppend.append(append);
    }

    @Override
    public CompletionStage<List<AppendOutcome>> together(List<StreamAppend> batch) {
        return batchAppend.append(batch);
    }
}
