package io.quarkiverse.eventstore.runtime.inmemory;

import java.util.function.Function;

import io.quarkiverse.eventstore.spi.AppendSignals;
import io.quarkiverse.eventstore.spi.CheckpointStorage;
import io.quarkiverse.eventstore.spi.EventStorage;
import io.quarkiverse.eventstore.spi.JointAppend;
import io.quarkiverse.eventstore.spi.JointOutcome;
import io.quarkiverse.eventstore.spi.LogFront;
import io.quarkiverse.eventstore.spi.LogPage;
import io.quarkiverse.eventstore.spi.LogRead;
import io.quarkiverse.eventstore.spi.ProjectionStorage;
import io.quarkiverse.eventstore.spi.StorageTransaction;
import io.quarkiverse.eventstore.spi.StoredData;
import io.quarkiverse.eventstore.spi.StoredEvent;
import io.quarkiverse.eventstore.spi.StreamPage;
import io.quarkiverse.eventstore.spi.StreamRead;
import io.quarkiverse.eventstore.spi.SubscriptionLeases;
import io.smallrye.mutiny.Uni;

/**
 * The in-memory back end: a transaction sees what was committed and its own appends, and holds the streams that it appended to.
 */
public final class InMemoryEventStorage implements EventStorage {

    private final CommittedStreams committed = new CommittedStreams();
    private final StreamLocks locks = new StreamLocks();
    private final InMemoryCheckpoints checkpoints = new InMemoryCheckpoints(committed);
    private final InMemoryProjections projections = new InMemoryProjections(checkpoints);

    @Override
    public Uni<JointOutcome> append(JointAppend append) {
        if (!append.projections().isEmpty()) {
            return Uni.createFrom().failure(new IllegalStateException("Inline projection "
                    + append.projections().get(0).projection()
                    + ": expected a back end that runs SQL, but the in-memory one does not."));
        }
        return inTransaction(transaction -> transaction.append(append));
    }

    @Override
    public <T> Uni<StreamPage<T>> read(StreamRead read, Function<StoredEvent, T> decode) {
        return Uni.createFrom().item(() -> Pages.cut(committed.eventsOf(read.streamName()), read, decode));
    }

    @Override
    public <T> Uni<StreamPage<T>> readData(StreamRead read, Function<StoredData, T> decode) {
        return read(read, event -> decode.apply(Pages.data(event)));
    }

    @Override
    public Uni<Long> highWaterMark() {
        return Uni.createFrom().completionStage(committed::highWaterMark);
    }

    @Override
    public Uni<LogPage> readLog(LogRead read) {
        return Uni.createFrom().item(() -> committed.readLog(read));
    }

    @Override
    public Uni<StorageTransaction> begin() {
        return Uni.createFrom().item(() -> transaction());
    }

    @Override
    public LogFront logFront() {
        return () -> Uni.createFrom().item(committed::settled);
    }

    @Override
    public CheckpointStorage checkpoints() {
        return checkpoints;
    }

    @Override
    public ProjectionStorage projections() {
        return projections;
    }

    @Override
    public SubscriptionLeases leases() {
        return checkpoints;
    }

    @Override
    public AppendSignals signals() {
        return NoOtherNodes.INSTANCE;
    }

    private <T> Uni<T> inTransaction(Function<InMemoryTransaction, Uni<T>> operation) {
        return Uni.createFrom().deferred(() -> {
            InMemoryTransaction transaction = transaction();
            return operation.apply(transaction)
                    .call(outcome -> transaction.commit())
                    .onFailure().call(transaction::rollback);
        });
    }

    private InMemoryTransaction transaction() {
        return new InMemoryTransaction(committed, locks, checkpoints, projections);
    }
}
