package io.quarkiverse.eventstore.runtime.postgres;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import io.quarkiverse.eventstore.runtime.postgres.sql.SqlRow;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlRunner;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlStatement;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlTexts;
import io.quarkiverse.eventstore.spi.HeldLease;
import io.quarkiverse.eventstore.spi.PartitionLease;
import io.quarkiverse.eventstore.spi.SubscriptionLeases;
import io.smallrye.mutiny.Uni;

/**
 * Leases in PostgreSQL, by the clock of the server alone.
 */
final class PostgresLeases implements SubscriptionLeases {

    private final SqlRunner sql;
    private final SqlTexts texts;
    private final String node;

    PostgresLeases(SqlRunner sql, SqlTexts texts, String node) {
        this.sql = sql;
        this.texts = texts;
        this.node = node;
    }

    @Override
    public String node() {
        return node;
    }

    @Override
    public Uni<List<HeldLease>> balance(Set<String> subscriptions, Set<String> ending, Duration duration) {
        return sql.query(texts.of(SqlStatement.BALANCE_LEASES),
                List.of(node, subscriptions.toArray(String[]::new), ending.toArray(String[]::new), duration.toMillis()),
                PostgresLeases::heldLease);
    }

    @Override
    public Uni<Void> release(List<PartitionLease> leases) {
        return sql.query(texts.of(SqlStatement.RELEASE_LEASES),
                List.of(node, leases.stream().map(PartitionLease::subscription).toArray(String[]::new),
                        leases.stream().map(PartitionLease::partition).toArray(Integer[]::new),
                        leases.stream().map(PartitionLease::token).toArray(Long[]::new)),
                row -> row).replaceWithVoid();
    }

    @Override
    public Uni<Void> leave(String subscription) {
        return sql.query(texts.of(SqlStatement.LEAVE_SUBSCRIPTION), List.of(node, subscription), row -> row.getLong(0))
                .chain(latest -> sql.query(texts.of(SqlStatement.RELEASE_SUBSCRIPTION),
                        List.of(node, subscription, latest.get(0)), row -> row))
                .replaceWithVoid();
    }

    private static HeldLease heldLease(SqlRow row) {
        return new HeldLease(
                new PartitionLease(requireNonNull(row.getString(0)), (int) row.getLong(1), row.getLong(2)),
                row.getBoolean(3), row.getBoolean(4), row.getBoolean(5), row.getBoolean(6));
    }
}
