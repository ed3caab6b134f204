package io.quarkiverse.eventstore.runtime.store.joined;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.spi.JointAppend;
import io.quarkiverse.eventstore.spi.JointOutcome;
import io.quarkiverse.eventstore.spi.LogPage;
import io.quarkiverse.eventstore.spi.LogRead;
import io.quarkiverse.eventstore.spi.PartitionLease;
import io.quarkiverse.eventstore.spi.Progress;
import io.quarkiverse.eventstore.spi.ProjectionOperations;
import io.quarkiverse.eventstore.spi.StorageTransaction;
import io.quarkiverse.eventstore.spi.StoredData;
import io.quarkiverse.eventstore.spi.StoredEvent;
import io.quarkiverse.eventstore.spi.StreamPage;
import io.quarkiverse.eventstore.spi.StreamRead;
import io.smallrye.mutiny.Uni;

/**
 * A transaction whose owner keeps changes back: he sends them before anything is done with streams. One operation after the
 * other, since he cannot send two things at a time.
 */
final class FlushingTransaction implements StorageTransaction {

    private final StorageTransaction transaction;
    private final Supplier<Uni<Void>> commit;
    private final Supplier<Uni<Void>> rollback;
    private volatile Supplier<Uni<Void>> flush;
    private CompletionStage<?> last = CompletableFuture.completedStage(null);

    FlushingTransaction(StorageTransaction transaction, Supplier<Uni<Void>> flush) {
        this(transaction, flush, transaction::commit, transaction::rollback);
    }

    /** One that is ended in another way. */
    FlushingTransaction(StorageTransaction transaction, Supplier<Uni<Void>> flush, Supplier<Uni<Void>> commit,
            Supplier<Uni<Void>> rollback) {
        this.transaction = transaction;
        this.flush = flush;
        this.commit = commit;
        this.rollback = rollback;
    }

    /** From now on this is how the owner sends what he keeps back. */
    void flushBy(Supplier<Uni<Void>> newFlush) {
        flush = newFlush;
    }

    @Override
    public Uni<JointOutcome> append(JointAppend append) {
        return inTurn(() -> transaction.append(append));
    }

    @Override
    public <T> Uni<StreamPage<T>> read(StreamRead read, Function<StoredEvent, T> decode) {
        return inTurn(() -> transaction.read(read, decode));
    }

    @Override
    public <T> Uni<StreamPage<T>> readData(StreamRead read, Function<StoredData, T> decode) {
        return inTurn(() -> transaction.readData(read, decode));
    }

    @Override
    public Uni<Void> flush() {
        return inTurn(() -> Uni.createFrom().voidItem());
    }

    @Override
    public Uni<Boolean> saveCheckpoint(PartitionLease lease, Progress progress) {
        return transaction.saveCheckpoint(lease, progress);
    }

    @Override
    public Uni<LogPage> readLog(LogRead read) {
        return transaction.readLog(read);
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
    public void doom() {
        transaction.doom();
    }

    @Override
    public Uni<Void> commit() {
        return commit.get();
    }

    @Override
    public Uni<Void> rollback() {
        return rollback.get();
    }

    private <T> Uni<T> inTurn(Supplier<Uni<T>> operation) {
        return Uni.createFrom().completionStage(() -> {
            synchronized (this) {
                CompletionStage<T> mine = last.<@Nullable Object> handle((done, failure) -> null)
                        .thenCompose(
                                turn -> Uni.createFrom().deferred(flush::get).<T> chain(() -> operation.get())
                                        .subscribeAsCompletionStage());
                last = mine;
                return mine;
            }
        });
    }
}
