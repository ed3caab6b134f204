package io.quarkiverse.eventstore.runtime.postgres;

import java.util.List;
import java.util.concurrent.CompletionStage;

import io.quarkiverse.eventstore.runtime.postgres.append.StatementAppendSender;
import io.quarkiverse.eventstore.runtime.postgres.groupcommit.AppendSender;
import io.quarkiverse.eventstore.runtime.postgres.sql.NextStatement;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlDatabase;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlTexts;
import io.quarkiverse.eventstore.spi.AppendOutcome.Appended;
import io.quarkiverse.eventstore.spi.JointAppend;
import io.quarkiverse.eventstore.spi.JointOutcome;
import io.quarkiverse.eventstore.spi.JointOutcome.Taken;

/**
 * Has the signal for other nodes follow a lone append on its connection, if none was sent a moment ago: they hear of it one
 * round trip earlier than of one that is signalled when it was answered. The append does not wait for it.
 */
final class AnnouncedAppends implements AppendSender {

    private final AppendSender sender;
    private final SqlDatabase database;
    private final SqlTexts texts;
    private final PostgresSignals signals;

    AnnouncedAppends(SqlDatabase database, SqlTexts texts, PostgresSignals signals) {
        this.sender = new StatementAppendSender(database.detached(), texts);
        this.database = database;
        this.texts = texts;
        this.signals = signals;
    }

    @Override
    public CompletionStage<JointOutcome> alone(JointAppend append) {
        return append.isSingle()
                ? signals.announcement().map(signal -> alone(append, signal)).orElseGet(() -> sender.alone(append))
                : sender.alone(append);
    }

    @Override
    public CompletionStage<List<JointOutcome>> together(List<JointAppend> batch) {
        return sender.together(batch);
    }

    private CompletionStage<JointOutcome> alone(JointAppend append, NextStatement signal) {
        return new StatementAppendSender(database.detachedBefore(signal), texts).alone(append).thenApply(outcome -> {
            if (outcome instanceof Taken taken && taken.outcomes().get(0) instanceof Appended appended) {
                signals.wasAnnounced(appended.lastGlobalPosition());
            }
            return outcome;
        });
    }
}
