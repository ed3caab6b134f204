package io.quarkiverse.eventstore.spi;

import io.smallrye.mutiny.Uni;

/**
 * An open transaction. It ends once, with {@link #commit()} or {@link #rollback()}, which give its resources back in every
 * case.
 */
public interface StorageTransaction extends EventOperations {

    /** Makes everything durable; fails if the transaction could not be committed or its outcome is unknown. */
    Uni<Void> commit();

    /** Undoes everything. Completes also when the connection is lost, since then the database undoes it. */
    Uni<Void> rollback();
}
