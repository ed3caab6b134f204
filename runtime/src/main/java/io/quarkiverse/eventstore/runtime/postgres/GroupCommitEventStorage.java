package io.quarkiverse.eventstore.runtime.postgres;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import io.quarkiverse.eventstore.runtime.postgres.groupcommit.GroupCommit;
import io.quarkiverse.eventstore.runtime.postgres.groupcommit.GroupCommitLimits;
import io.quarkiverse.eventstore.runtime.postgres.sql.SchemaName;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlDatabase;
import io.quarkiverse.eventstore.spi.AppendSignals;
import io.quarkiverse.eventstore.spi.CheckpointStorage;
import io.quarkiverse.eventstore.spi.EventStorage;
import io.quarkiverse.eventstore.spi.JoinedTransaction;
import io.quarkiverse.eventstore.spi.JointAppend;
import io.quarkiverse.eventstore.spi.JointOutcome;
import io.quarkiverse.eventstore.spi.LogFront;
import io.quarkiverse.eventstore.spi.LogPage;
import io.quarkiverse.eventstore.spi.LogRead;
import io.quarkiverse.eventstore.spi.ProjectionStorage;
import io.quarkiverse.eventstore.spi.ReaderHold;
import io.quarkiverse.eventstore.spi.StorageTransaction;
import io.quarkiverse.eventstore.spi.StoredData;
import io.quarkiverse.eventstore.spi.StoredEvent;
import io.quarkiverse.eventstore.spi.StreamPage;
import io.quarkiverse.eventstore.spi.StreamRead;
import io.quarkiverse.eventstore.spi.SubscriptionLeases;
import io.smallrye.mutiny.Uni;

/**
 * The PostgreSQL back end whose concurrent appends share transactions; all else is as without.
 */
public final class GroupCommitEventStorage implements EventStorage {

    private final PostgresEventStorage storage;
    private final GroupCommit groupCommit;

    public GroupCommitEventStorage(SqlDatabase database, SchemaName schema, GroupCommitLimits limits) {
        this(database, schema, limits, PostgresEventStorage.ANSWERED_WITHIN);
    }

    /**
     * @param answeredWithin how long an append that was sent, and the log, checkpoints and projections, may wait for an answer
     */
    public GroupCommitEventStorage(SqlDatabase database, SchemaName schema, GroupCommitLimits limits,
            Duration answeredWithin) {
        this.storage = new PostgresEventStorage(database, schema, answeredWithin);
        this.groupCommit = new GroupCommit(storage.detachedSender(), limits, answeredWithin, database);
    }

    /** What is under way and waiting; for metrics and for the end of the application. */
    public GroupCommit groupCommit() {
        return groupCommit;
    }

    @Override
    public Uni<JointOutcome> append(JointAppend append) {
        return Uni.createFrom().completionStage(() -> append(append, new CompletableFuture<>()));
    }

    @Override
    public CompletionStage<JointOutcome> append(JointAppend append, CompletionStage<?> withdrawn) {
        return groupCommit.append(append, withdrawn);
    }

    @Override
    public <T> Uni<StreamPage<T>> read(StreamRead read, Function<StoredEvent, T> decode) {
        return storage.read(read, decode);
    }

    @Override
    public <T> Uni<StreamPage<T>> readData(StreamRead read, Function<StoredData, T> decode) {
        return storage.readData(read, decode);
    }

    @Override
    public Uni<Long> highWaterMark() {
        return storage.highWaterMark();
    }

    @Override
    public Uni<LogPage> readLog(LogRead read) {
        return storage.readLog(read);
    }

    @Override
    public Uni<StorageTransaction> begin() {
        return storage.begin();
    }

    @Override
    public JoinedTransaction join(Object connection) {
        return storage.join(connection);
    }

    @Override
    public Uni<Void> drain() {
        return Uni.createFrom().completionStage(groupCommit::drain).replaceWithVoid();
    }

    @Override
    public LogFront logFront() {
        return storage.logFront();
    }

    @Override
    public Uni<List<ReaderHold>> readerHolds() {
        return storage.readerHolds();
    }

    @Override
    public CheckpointStorage checkpoints() {
        return storage.checkpoints();
    }

    @Override
    public ProjectionStorage projections() {
        return storage.projections();
    }

    @Override
    public SubscriptionLeases leases() {
        return storage.leases();
    }

    @Override
    public AppendSignals signals() {
        return storage.signals();
    }
}
