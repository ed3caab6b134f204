package io.quarkiverse.eventstore.spi;

import java.util.List;

import io.smallrye.mutiny.Uni;

/**
 * A back end: operations that each are a transaction of their own, transactions of several, the log of all streams, and what
 * subscriptions to it need.
 */
public interface EventStorage extends EventOperations, EventLog {

    /** Opens a transaction; the caller ends it with commit or rollback, always. */
    Uni<StorageTransaction> begin();

    /**
     * Takes part in a transaction that the caller has begun on a connection of his own.
     *
     * @param connection an object of a library
     * @throws IllegalArgumentException if it is none that the back end knows, or has no open transaction
     */
    default JoinedTransaction join(Object connection) {
        throw new IllegalArgumentException("Event store: expected a back end with connections that can be joined, but it has "
                + "none.");
    }

    /** Begins to follow the end of the log. */
    LogFront logFront();

    /** The transactions that hold readers of the log back at the moment, the oldest first. */
    default Uni<List<ReaderHold>> readerHolds() {
        return Uni.createFrom().item(List.of());
    }

    /** The checkpoints of subscriptions. */
    CheckpointStorage checkpoints();

    /** The versions of read models. */
    ProjectionStorage projections();

    /** Who runs subscriptions. */
    SubscriptionLeases leases();

    /** Between the nodes of the application. */
    AppendSignals signals();

    /** Takes no further appends and completes when all that were taken before are answered. */
    default Uni<Void> drain() {
        return Uni.createFrom().voidItem();
    }
}
