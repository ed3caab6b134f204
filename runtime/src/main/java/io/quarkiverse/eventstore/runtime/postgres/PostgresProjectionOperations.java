package io.quarkiverse.eventstore.runtime.postgres;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.runtime.postgres.sql.SqlStatement;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlTexts;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlTransaction;
import io.quarkiverse.eventstore.spi.InlineState;
import io.quarkiverse.eventstore.spi.ProjectionOperations;
import io.quarkiverse.eventstore.spi.ProjectionVersions;
import io.smallrye.mutiny.Uni;

/**
 * What a transaction in PostgreSQL does for projections: one statement for all keys of a batch.
 */
record PostgresProjectionOperations(SqlTransaction transaction, SqlTexts texts) implements ProjectionOperations {

    @Override
    public Uni<Set<String>> holdInline(Set<String> projections) {
        return transaction.query(texts.of(SqlStatement.HOLD_INLINE_PROJECTIONS),
                List.of((Object) projections.toArray(String[]::new)), row -> requireNonNull(row.getString(0))).map(Set::copyOf);
    }

    @Override
    public Uni<Void> runInline(String projection, String statement, long globalPosition) {
        return transaction
                .query(texts.of(SqlStatement.PROJECT_EVENTS), List.of(projection, statement, globalPosition), row -> row)
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> clearInline(String projection, String statement) {
        return transaction.query(statement, List.of(), row -> row).replaceWithVoid();
    }

    @Override
    public Uni<InlineState> beginInlineChange(String projection) {
        return transaction.query(texts.of(SqlStatement.BEGIN_INLINE_CHANGE),
                List.of(projection, InlineState.subscription(projection)),
                row -> PostgresProjections.inlineState(row, 0))
                .map(found -> found.get(0));
    }

    @Override
    public Uni<Void> endInlineChange(String projection, InlineState state) {
        String subscription = InlineState.subscription(projection);
        PostgresCheckpoints checkpoints = new PostgresCheckpoints(transaction, texts);
        return checkpoints.register(subscription, 1, state.followedTo())
                .chain(() -> checkpoints.reset(subscription, state.followedTo()))
                .chain(() -> checkpoints.pause(subscription, state.isInline()))
                .chain(() -> transaction.query(texts.of(SqlStatement.END_INLINE_CHANGE),
                        List.of(projection, state.isInline(), state.isWanted()), row -> row))
                .replaceWithVoid();
    }

    @Override
    public Uni<ProjectionVersions> lock(String projection) {
        return transaction.query(texts.of(SqlStatement.LOCK_PROJECTION), List.of(projection), PostgresProjections::versions)
                .map(found -> found.get(0));
    }

    @Override
    public Uni<Void> prepared(String projection, long version, boolean hasTable) {
        return transaction.query(texts.of(SqlStatement.NOTE_PREPARED_PROJECTION), List.of(projection, version, hasTable),
                row -> row).replaceWithVoid();
    }

    @Override
    public Uni<Map<String, String>> readStates(String projection, long version, Set<String> keys) {
        return transaction.query(texts.of(SqlStatement.READ_PROJECTION_STATES),
                List.of(projection, version, keys.toArray(String[]::new)),
                row -> Map.entry(requireNonNull(row.getString(0)), requireNonNull(row.getString(1))))
                .map(rows -> rows.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    @Override
    public Uni<Void> writeStates(String projection, long version, Map<String, @Nullable String> states) {
        String[] keys = states.keySet().toArray(String[]::new);
        @Nullable
        String[] values = new String[keys.length];
        for (int i = 0; i < keys.length; i++) {
            values[i] = states.get(keys[i]);
        }
        return transaction.query(texts.of(SqlStatement.WRITE_PROJECTION_STATES), List.of(projection, version, keys, values),
                row -> row).replaceWithVoid();
    }
}
