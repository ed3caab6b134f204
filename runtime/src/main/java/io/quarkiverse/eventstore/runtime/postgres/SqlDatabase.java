package io.quarkiverse.eventstore.runtime.postgres;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;

import io.smallrye.mutiny.Uni;

/**
 * A PostgreSQL database as the back end reaches it: statement by statement, each its own transaction, or in a transaction.
 */
public interface SqlDatabase extends SqlRunner {

    /** Opens a transaction on a connection of its own. */
    Uni<SqlTransaction> begin();

    /** The same database for work of no caller in particular: whoever's thread it starts on, his context is not used. */
    SqlRunner detached();

    /** Runs the task later, at the earliest when the time has passed, on none of the threads that callers may block. */
    void runAfter(Duration delay, Runnable task);

    /**
     * Runs what it is given where the calling thread's caller wants its answers: on its event loop, with its context. Empty if
     * any thread will do.
     */
    Optional<Executor> callerContext();
}
