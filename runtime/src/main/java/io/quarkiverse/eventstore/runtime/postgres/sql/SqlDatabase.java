package io.quarkiverse.eventstore.runtime.postgres.sql;

import java.util.function.Consumer;

import io.quarkiverse.eventstore.runtime.postgres.groupcommit.CallerThreads;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;

/**
 * A PostgreSQL database as the back end reaches it: statement by statement, each its own transaction, or in a transaction.
 */
public interface SqlDatabase extends SqlRunner, CallerThreads {

    /** Opens a transaction on a connection of its own. */
    Uni<SqlTransaction> begin();

    /**
     * Takes part in a transaction that is open on a connection of the driver.
     *
     * @throws IllegalArgumentException if it is no such connection or has no open transaction
     */
    JoinedSqlTransaction join(Object connection);

    /** The same database for work of no caller in particular: whoever's thread it starts on, his context is not used. */
    SqlRunner detached();

    /**
     * A {@link #detached()} runner whose first statement is followed by another one on its connection, each in a transaction of
     * its own: that one is run when the first is over, and nobody waits for it.
     */
    SqlRunner detachedBefore(NextStatement next);

    /**
     * Hears the server's notifications on a connection of its own until cancelled; connects again when it is lost. Hears
     * nothing if there is no connection to spare.
     *
     * @param statement begins to listen
     * @param listener takes the text of each notification
     */
    Cancellable listen(String statement, Consumer<String> listener);
}
