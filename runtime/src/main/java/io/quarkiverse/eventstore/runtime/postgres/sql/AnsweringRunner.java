package io.quarkiverse.eventstore.runtime.postgres.sql;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.EventStoreUnavailableException;
import io.smallrye.mutiny.Uni;

/**
 * Waits for an answer only so long: what runs in the background would wait for ever where a connection broke without a word.
 */
public record AnsweringRunner(SqlRunner sql, Duration answeredWithin) implements SqlRunner {

    @Override
    public <R> CompletionStage<R> collect(String text, List<? extends @Nullable Object> parameters, Supplier<R> container,
            BiConsumer<R, SqlRow> add) {
        return Uni.createFrom().completionStage(() -> sql.collect(text, parameters, container, add))
                .ifNoItem().after(answeredWithin).failWith(this::unanswered)
                .subscribeAsCompletionStage();
    }

    private EventStoreUnavailableException unanswered() {
        return new EventStoreUnavailableException("Database: expected an answer within " + answeredWithin
                + ", but there is none; nobody knows whether the statement was run.", null);
    }
}
