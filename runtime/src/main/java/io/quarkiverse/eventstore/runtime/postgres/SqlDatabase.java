package io.quarkiverse.eventstore.runtime.postgres;

import io.smallrye.mutiny.Uni;

/**
 * A PostgreSQL database as the back end reaches it: statement by statement, each its own transaction, or in a transaction.
 */
public interface SqlDatabase extends SqlRunner {

    /** Opens a transaction on a connection of its own. */
    Uni<SqlTransaction> begin();
}
