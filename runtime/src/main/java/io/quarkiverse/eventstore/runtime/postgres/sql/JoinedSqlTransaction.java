package io.quarkiverse.eventstore.runtime.postgres.sql;

import java.util.concurrent.CompletionStage;

/**
 * A transaction whose owner is somebody else: to commit it does nothing, to roll it back makes that its only possible end.
 */
public interface JoinedSqlTransaction extends SqlTransaction {

    /** The same for the same transaction. */
    Object identity();

    /**
     * Completes when the owner has ended it: true if it is committed, false if it is not or nobody knows. To be called at most
     * once.
     */
    CompletionStage<Boolean> isCommitted();
}
