package io.quarkiverse.eventstore.runtime.postgres;

import static java.util.Objects.requireNonNull;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import io.quarkiverse.eventstore.runtime.postgres.sql.SqlRow;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlRunner;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlStatement;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlTexts;
import io.quarkiverse.eventstore.spi.Checkpoint;
import io.quarkiverse.eventstore.spi.CheckpointStorage;
import io.quarkiverse.eventstore.spi.PartitionLease;
import io.quarkiverse.eventstore.spi.Progress;
import io.quarkiverse.eventstore.subscription.ParkedEvent;
import io.quarkiverse.eventstore.subscription.SubscriptionState;
import io.smallrye.mutiny.Uni;

/**
 * Checkpoints in PostgreSQL. Whatever a node does about a partition is one statement that its token has to pass.
 */
final class PostgresCheckpoints implements CheckpointStorage {

    private final SqlRunner sql;
    private final SqlTexts texts;
    private final CheckpointSave save;
    private final CheckpointMoves moves;

    PostgresCheckpoints(SqlRunner sql, SqlTexts texts) {
        this.sql = sql;
        this.texts = texts;
        this.save = CheckpointSave.alone(sql, texts);
        this.moves = new CheckpointMoves(sql, texts, save);
    }

    @Override
    public Uni<Optional<Integer>> partitions(String subscription) {
        return rows(SqlStatement.FIND_PARTITIONS, row -> (int) row.getLong(0), subscription)
                .map(found -> found.stream().findFirst());
    }

    @Override
    public Uni<Void> register(String subscription, int partitions, long position) {
        return rows(SqlStatement.REGISTER_SUBSCRIPTION, row -> row, subscription, partitions, position).replaceWithVoid();
    }

    @Override
    public Uni<Optional<Checkpoint>> claim(PartitionLease lease) {
        return rows(SqlStatement.CLAIM_CHECKPOINT, row -> new Checkpoint(row.getLong(0), row.getBoolean(1), Set.of()),
                lease.subscription(), lease.partition(), lease.token())
                .chain(claimed -> claimed.isEmpty() ? Uni.createFrom().item(Optional.empty())
                        : parkedStreams(lease).map(parked -> Optional.of(
                                new Checkpoint(claimed.get(0).position(), claimed.get(0).isStopped(), parked))));
    }

    @Override
    public Uni<Boolean> save(PartitionLease lease, Progress progress) {
        return progress.isMoreThanMove() ? save.save(lease, progress) : moves.save(lease, progress.position());
    }

    @Override
    public Uni<Boolean> stop(PartitionLease lease, long failedPosition, String error) {
        return isDone(SqlStatement.STOP_CHECKPOINT, lease.subscription(), lease.partition(), lease.token(), failedPosition,
                error);
    }

    @Override
    public Uni<Set<String>> parkedStreams(PartitionLease lease) {
        return rows(SqlStatement.FIND_PARKED_STREAMS, row -> requireNonNull(row.getString(0)), lease.subscription(),
                lease.partition()).map(HashSet::new);
    }

    @Override
    public Uni<List<ParkedEvent>> wantedAgain(PartitionLease lease, int maximum) {
        return rows(SqlStatement.FIND_WANTED_AGAIN, PostgresCheckpoints::parkedEvent, lease.subscription(), lease.partition(),
                (long) maximum);
    }

    @Override
    public Uni<Boolean> retryFailed(PartitionLease lease, String streamName, String error) {
        return isDone(SqlStatement.FAIL_RETRY, lease.subscription(), lease.partition(), lease.token(), streamName, error);
    }

    @Override
    public Uni<Boolean> pause(String subscription, boolean paused) {
        return isDone(SqlStatement.PAUSE_SUBSCRIPTION, subscription, paused);
    }

    @Override
    public Uni<Boolean> reset(String subscription, long position) {
        return rows(SqlStatement.RESET_SUBSCRIPTION, row -> row.getLong(0), subscription, position)
                .map(partitions -> partitions.get(0) > 0);
    }

    @Override
    public Uni<Optional<Long>> position(String subscription) {
        return rows(SqlStatement.FIND_SUBSCRIPTION_POSITION,
                row -> row.isNull(0) ? Optional.<Long> empty() : Optional.of(row.getLong(0)), subscription)
                .map(found -> found.get(0));
    }

    @Override
    public Uni<List<SubscriptionState>> states() {
        return rows(SqlStatement.FIND_SUBSCRIPTION_STATES, PartitionRow::of).map(PartitionRow::states);
    }

    @Override
    public Uni<List<ParkedEvent>> parked(String subscription, int maximum) {
        return rows(SqlStatement.FIND_PARKED, PostgresCheckpoints::parkedEvent, subscription, (long) maximum);
    }

    @Override
    public Uni<Integer> retryParked(String subscription, String streamName) {
        return rows(SqlStatement.RETRY_PARKED, row -> row.getLong(0), subscription, streamName).map(List::size);
    }

    @Override
    public Uni<Integer> discardParked(String subscription, String streamName) {
        return rows(SqlStatement.DISCARD_PARKED, row -> row.getLong(0), subscription, streamName).map(List::size);
    }

    private Uni<Boolean> isDone(SqlStatement statement, Object... parameters) {
        return rows(statement, row -> true, parameters).map(rows -> !rows.isEmpty());
    }

    private <T> Uni<List<T>> rows(SqlStatement statement, Function<SqlRow, T> mapper,
            Object... parameters) {
        return sql.query(texts.of(statement), List.of(parameters), mapper);
    }

    private static ParkedEvent parkedEvent(SqlRow row) {
        return new ParkedEvent(requireNonNull(row.getString(0)), requireNonNull(row.getString(1)), row.getLong(2),
                row.getLong(3), requireNonNull(row.getString(4)), row.getInstant(5));
    }
}
