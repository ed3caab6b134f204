package io.quarkiverse.eventstore.spi;

import io.smallrye.mutiny.Uni;

/**
 * A back end: operations that each are a transaction of their own, transactions of several, and the log of all streams.
 */
public interface EventStorage extends EventOperations, EventLog {

    /** Opens a transaction; the caller ends it with commit or rollback, always. */
    Uni<StorageTransaction> begin();

    /** Takes no further appends and completes when all that were taken before are answered. */
    default Uni<Void> drain() {
        return Uni.createFrom().voidItem();
    }
}
