package io.quarkiverse.eventstore.runtime.store;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

import io.quarkiverse.eventstore.spi.AppendOutcome;
import io.quarkiverse.eventstore.spi.PartitionLease;
import io.quarkiverse.eventstore.spi.Progress;
import io.quarkiverse.eventstore.spi.ProjectionOperations;
import io.quarkiverse.eventstore.spi.StorageTransaction;
import io.quarkiverse.eventstore.spi.StoredData;
import io.quarkiverse.eventstore.spi.StoredEvent;
import io.quarkiverse.eventstore.spi.StreamAppend;
import io.quarkiverse.eventstore.spi.StreamPage;
import io.quarkiverse.eventstore.spi.StreamRead;
import io.smallrye.mutiny.Uni;

/**
 * A transaction whose owner keeps changes back: he sends them before anything is done with streams.
 */
record FlushingTransaction(StorageTransaction transaction, Supplier<Uni<Void>> flush) implements StorageTransaction {

    @Override
    public Uni<AppendOutcome> append(StreamAppend append) {
        return flush.get().chain(() -> transaction.append(append));
    }

    @Override
    public <T> Uni<StreamPage<T>> read(StreamRead read, Function<StoredEvent, T> decode) {
        return flush.get().chain(() -> transaction.read(read, decode));
    }

    @Override
    public <T> Uni<StreamPage<T>> readData(StreamRead read, Function<StoredData, T> decode) {
        return flush.get().chain(() -> transaction.readData(read, decode));
    }

    @Override
    public Uni<Boolean> saveCheckpoint(PartitionLease lease, Progress progress) {
        return transaction.saveCheckpoint(lease, progress);
    }

    @Override
    public ProjectionOperations projections() {
        return transaction.projections();
    }

    @Override
    public Uni<Void> limitIdleTime(Duration limit) {
        return transaction.limitIdleTime(limit);
    }

    @Override
    public <C> C unwrap(Class<C> connectionType) {
        return transaction.unwrap(connectionType);
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
