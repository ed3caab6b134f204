package io.quarkiverse.eventstore.runtime.postgres;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.quarkiverse.eventstore.runtime.postgres.sql.SqlRow;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlRunner;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlStatement;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlTexts;
import io.quarkiverse.eventstore.spi.InlineState;
import io.quarkiverse.eventstore.spi.ProjectionStorage;
import io.quarkiverse.eventstore.spi.ProjectionVersions;
import io.quarkiverse.eventstore.spi.VersionSwitch;
import io.smallrye.mutiny.Uni;

/**
 * Versions of read models in PostgreSQL.
 */
final class PostgresProjections implements ProjectionStorage {

    private final SqlRunner sql;
    private final SqlTexts texts;

    PostgresProjections(SqlRunner sql, SqlTexts texts) {
        this.sql = sql;
        this.texts = texts;
    }

    @Override
    public Uni<Map<String, InlineState>> inlineStates(Set<String> projections) {
        String[] names = projections.toArray(String[]::new);
        String[] followers = projections.stream().map(InlineState::subscription).toArray(String[]::new);
        return sql.query(texts.of(SqlStatement.FIND_INLINE_PROJECTIONS), List.of(names, followers),
                row -> Map.entry(requireNonNull(row.getString(0)), inlineState(row, 1)))
                .map(rows -> rows.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    @Override
    public Uni<Optional<ProjectionVersions>> versions(String projection) {
        return sql.query(texts.of(SqlStatement.FIND_PROJECTION), List.of(projection), PostgresProjections::versions)
                .map(found -> found.stream().findFirst());
    }

    @Override
    public Uni<Long> beginBuilding(String projection) {
        return sql.query(texts.of(SqlStatement.BEGIN_BUILDING_PROJECTION), List.of(projection), row -> row.getLong(0))
                .map(version -> version.stream().findFirst().orElseThrow(() -> new IllegalStateException("Projection "
                        + projection + ": expected its first start to have ended, but it has not.")));
    }

    @Override
    public Uni<Optional<String>> findState(String projection, String key) {
        return sql.query(texts.of(SqlStatement.FIND_PROJECTION_STATE), List.of(projection, key),
                row -> requireNonNull(row.getString(0))).map(found -> found.stream().findFirst());
    }

    @Override
    public Uni<Boolean> putInUse(VersionSwitch change) {
        return sql.query(texts.of(SqlStatement.PUT_PROJECTION_IN_USE), List.of(change.projection(), change.version(),
                change.oldSubscription(), change.newSubscription(), change.hasTable()), row -> row.getBoolean(0))
                .map(done -> done.get(0));
    }

    @Override
    public Uni<Boolean> dropOld(String projection, boolean hasTable) {
        return forget(projection, 0)
                .chain(forgotten -> forgotten ? drop(projection, hasTable) : Uni.createFrom().item(Optional.<Long> empty()))
                .chain(dropped -> dropped.isPresent() ? forget(projection, dropped.get()) : Uni.createFrom().item(false));
    }

    /** Empty if a table is still being read. */
    private Uni<Optional<Long>> drop(String projection, boolean hasTable) {
        return sql.query(texts.of(SqlStatement.DROP_PROJECTION_VERSIONS), List.of(projection, hasTable),
                row -> row.isNull(0) ? Optional.<Long> empty() : Optional.of(row.getLong(0)))
                .map(last -> last.get(0));
    }

    /** Once before, so that nobody writes while it is dropped, and once again for a node that has started one meanwhile. */
    private Uni<Boolean> forget(String projection, long dropped) {
        return sql.query(texts.of(SqlStatement.FORGET_PROJECTION_VERSIONS), List.of(projection, dropped),
                row -> row.getBoolean(0)).map(done -> done.get(0));
    }

    static ProjectionVersions versions(SqlRow row) {
        return new ProjectionVersions(row.getLong(0), row.isNull(1) ? Optional.empty() : Optional.of(row.getLong(1)),
                row.getLong(2), row.getLong(3));
    }

    static InlineState inlineState(SqlRow row, int column) {
        return new InlineState(row.getBoolean(column), row.getBoolean(column + 1), row.getLong(column + 2),
                row.getLong(column + 3));
    }
}
