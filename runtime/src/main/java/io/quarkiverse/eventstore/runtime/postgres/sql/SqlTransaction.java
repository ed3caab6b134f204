package io.quarkiverse.eventstore.runtime.postgres.sql;

import io.smallrye.mutiny.Uni;

/**
 * Runs statements on one connection in an open transaction.
 */
public interface SqlTransaction extends SqlRunner {

    /** Runs a script of several statements without parameters. */
    Uni<Void> script(String sql);

    /**
     * The connection as an object of the driver.
     *
     * @throws IllegalArgumentException if it has none of that type
     */
    <C> C unwrap(Class<C> connectionType);

    /** It is going to be rolled back: one that somebody else ends sees to it at once that it cannot be committed. */
    default void doom() {
    }

    /** Commits and gives the connection back; fails if the commit failed or its outcome is unknown. */
    Uni<Void> commit();

    /** Rolls back and gives the connection back. */
    Uni<Void> rollback();
}
