package io.quarkiverse.eventstore.runtime.postgres.log;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.runtime.postgres.sql.SqlDatabase;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlStatement;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlTexts;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Finds the position at and below which nothing can appear in the log any more: that of the last event, once all are over that
 * were appending right afterwards. See {@link AppendingTransactions} for why.
 */
public final class HighWaterMark {

    private static final List<Duration> PAUSES = List.of(Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(5),
            Duration.ofMillis(10), Duration.ofMillis(20), Duration.ofMillis(50));

    private final SqlDatabase database;
    private final SqlTexts texts;
    private final AppendingTransactions appending;

    public HighWaterMark(SqlDatabase database, SqlTexts texts) {
        this.database = database;
        this.texts = texts;
        this.appending = new AppendingTransactions(database, texts);
    }

    Uni<Long> find() {
        return Uni.createFrom().deferred(() -> {
            Executor caller = database.callerContext().orElse(Runnable::run);
            return database.query(texts.of(SqlStatement.FIND_LAST_POSITION), List.of(), row -> row.getLong(0))
                    .map(rows -> rows.get(0))
                    .call(last -> last == 0 ? Uni.createFrom().voidItem() : appendsEnded(caller));
        });
    }

    private Uni<Void> appendsEnded(Executor caller) {
        return appending.find().flatMap(noted -> noted.isEmpty() ? Uni.createFrom().voidItem() : ended(noted, caller));
    }

    private Uni<Void> ended(Set<String> noted, Executor caller) {
        return Multi.createBy().repeating()
                .uni(() -> new Wait(noted, caller), Wait::lookAgain)
                .until(NotedTransactions::areOver)
                .onItem().ignoreAsUni();
    }

    /** The noted transactions that were still open when somebody last looked. */
    private final class Wait {

        private final Executor caller;
        private final NotedTransactions open;
        private int looks;

        private Wait(Set<String> noted, Executor caller) {
            this.open = new NotedTransactions(noted);
            this.caller = caller;
        }

        private Uni<NotedTransactions> lookAgain() {
            Duration pause = PAUSES.get(Math.min(looks++, PAUSES.size() - 1));
            return Uni.createFrom().completionStage(() -> after(pause))
                    .chain(appending::find)
                    .invoke(open::keep)
                    .replaceWith(open);
        }

        /** Takes none of the application's threads: blocking readers may hold them all. */
        private CompletionStage<?> after(Duration pause) {
            CompletableFuture<@Nullable Void> over = new CompletableFuture<>();
            database.runAfter(pause, () -> caller.execute(() -> over.complete(null)));
            return over;
        }
    }
}
