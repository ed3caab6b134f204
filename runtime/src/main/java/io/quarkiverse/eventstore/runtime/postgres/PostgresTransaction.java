package io.quarkiverse.eventstore.runtime.postgres;

import java.time.Duration;
import java.util.List;

import io.quarkiverse.eventstore.runtime.postgres.append.StatementAppendSender;
import io.quarkiverse.eventstore.runtime.postgres.log.LogReader;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlStatement;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlTexts;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlTransaction;
import io.quarkiverse.eventstore.spi.LogPage;
import io.quarkiverse.eventstore.spi.LogRead;
import io.quarkiverse.eventstore.spi.PartitionLease;
import io.quarkiverse.eventstore.spi.Progress;
import io.quarkiverse.eventstore.spi.ProjectionOperations;
import io.quarkiverse.eventstore.spi.StorageTransaction;
import io.smallrye.mutiny.Uni;

/**
 * An open transaction in PostgreSQL.
 */
final class PostgresTransaction extends PostgresOperations implements StorageTransaction {

    private final SqlTransaction transaction;
    private final SqlTexts texts;

    PostgresTransaction(SqlTransaction transaction, SqlTexts texts) {
        super(transaction, texts, new StatementAppendSender(transaction, texts));
        this.transaction = transaction;
        this.texts = texts;
    }

    @Override
    public Uni<Boolean> saveCheckpoint(PartitionLease lease, Progress progress) {
        return CheckpointSave.within(transaction, texts).save(lease, progress);
    }

    @Override
    public Uni<LogPage> readLog(LogRead read) {
        return new LogReader(transaction, texts).read(read);
    }

    @Override
    public ProjectionOperations projections() {
        return new PostgresProjectionOperations(transaction, texts);
    }

    @Override
    public Uni<Void> limitIdleTime(Duration limit) {
        return transaction.query(texts.of(SqlStatement.LIMIT_IDLE_TIME), List.of(Long.toString(limit.toMillis())), row -> row)
                .replaceWithVoid();
    }

    @Override
    public <C> C unwrap(Class<C> connectionType) {
        return transaction.unwrap(connectionType);
    }

    @Override
    public void doom() {
        transaction.doom();
    }

    @Override
    public Uni<Void> commit() {
        return transaction.commit();
    }

    @Override
    public Uni<Void> rollback() {
        return transaction.rollback();
    }
}
