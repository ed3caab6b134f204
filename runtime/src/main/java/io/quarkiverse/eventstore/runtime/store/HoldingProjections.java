package io.quarkiverse.eventstore.runtime.store;

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
 */
record HoldingProjections(EventOperations operations, TransactionProjections projections) implements EventOperations {

    @Override
    public Uni<JointOutcome> append(JointAppend append) {
        return projections.hold(append).chain(() -> operations.append(append));
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
