package io.quarkiverse.eventstore.runtime.postgres;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.runtime.postgres.append.StatementAppendSender;
import io.quarkiverse.eventstore.runtime.postgres.groupcommit.AppendSender;
import io.quarkiverse.eventstore.runtime.postgres.sql.NextStatement;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlDatabase;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlRow;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlRunner;
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
        CountedStatements statements = new CountedStatements(database.detachedBefore(signal));
        return new StatementAppendSender(statements, texts).alone(append).thenApply(outcome -> {
            if (statements.isOne() && outcome instanceof Taken taken
                    && taken.outcomes().get(0) instanceof Appended appended) {
                signals.wasAnnounced(appended.lastGlobalPosition());
            }
            return outcome;
        });
    }

    /** The signal follows the first statement: an append that its stream takes with a later one is not announced. */
    private static final class CountedStatements implements SqlRunner {

        private final SqlRunner runner;
        private final AtomicInteger count = new AtomicInteger();

        CountedStatements(SqlRunner runner) {
            this.runner = runner;
        }

        boolean isOne() {
            return count.get() == 1;
        }

        @Override
        public <R> CompletionStage<R> collect(String sql, List<? extends @Nullable Object> parameters,
                Supplier<R> container, BiConsumer<R, SqlRow> add) {
            count.incrementAndGet();
            return runner.collect(sql, parameters, container, add);
        }
    }
}
