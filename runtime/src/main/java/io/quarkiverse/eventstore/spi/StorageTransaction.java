package io.quarkiverse.eventstore.spi;

import java.time.Duration;

import io.smallrye.mutiny.Uni;

/**
 * An open transaction. It ends once, with {@link #commit()} or {@link #rollback()}, which give its resources back in every
 * case.
 */
public interface StorageTransaction extends EventOperations {

    /** Saves what a subscription did, as part of the transaction; false, and nothing is saved, if the lease is lost. */
    Uni<Boolean> saveCheckpoint(PartitionLease lease, Progress progress);

    /** Reads a page of the log with the connection of the transaction: what is committed by now. */
    Uni<LogPage> readLog(LogRead read);

    /** What projections do in the transaction. */
    ProjectionOperations projections();

    /** Has the database undo and end the transaction if nothing is asked of it for that long. */
    Uni<Void> limitIdleTime(Duration limit);

    /** Has the owner of the transaction send what he has kept back so far, if anything. */
    default Uni<Void> flush() {
        return Uni.createFrom().voidItem();
    }

    /**
     * The connection of the transaction, as an object of a library.
     *
     * @throws IllegalArgumentException if the back end has no connection of that type
     */
    <C> C unwrap(Class<C> connectionType);

    /**
     * The transaction is going to be rolled back. One that somebody else ends sees to it at once that it cannot be committed
     * any more, whatever is still under way.
     */
    default void doom() {
    }

    /** Makes everything durable; fails if the transaction could not be committed or its outcome is unknown. */
    Uni<Void> commit();

    /** Undoes everything. Completes also when the connection is lost, since then the database undoes it. */
    Uni<Void> rollback();
}
