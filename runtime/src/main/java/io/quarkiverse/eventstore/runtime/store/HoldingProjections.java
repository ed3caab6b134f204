package io.quarkiverse.eventstore.runtime.store;

import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import io.quarkiverse.eventstore.spi.EventOperations;
import io.quarkiverse.eventstore.spi.JointAppend;
import io.quarkiverse.eventstore.spi.JointOutcome;
import io.quarkiverse.eventstore.spi.StoredData;
import io.quarkiverse.eventstore.spi.StoredEvent;
import io.quarkiverse.eventstore.spi.StreamPage;
import io.quarkiverse.eventstore.spi.StreamRead;
import io.smallrye.mutiny.Uni;

/**
 * Operations of a transaction whose appends hold the inline projections that they concern.
 *
 * @param whenGivenUp is run when the caller of such an append cancels it before its projections have ended
 */
public record HoldingProjections(EventOperations operations, TransactionProjections projections, Runnable whenGivenUp)
        implements
            EventOperations {

    @Override
    public Uni<JointOutcome> append(JointAppend append) {
        return projections.hold(append).chain(() -> operations.append(append));
    }

    @Override
    public CompletionStage<JointOutcome> append(JointAppend append, CompletionStage<?> withdrawn) {
        withdrawn.thenRun(() -> {
            if (projections.mayConcern(append)) {
                whenGivenUp.run();
            }
        });
        return EventOperations.super.append(append, withdrawn);
    }

    @Override
    public <T> Uni<StreamPage<T>> read(StreamRead read, Function<StoredEvent, T> decode) {
        return operations.read(read, decode);
    }

    @Override
    public <T> Uni<StreamPage<T>> readData(StreamRead read, Function<StoredData, T> decode) {
        return operations.readData(read, decode);
    }
}
