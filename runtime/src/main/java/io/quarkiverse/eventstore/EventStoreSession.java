package io.quarkiverse.eventstore;

/**
 * An event store inside one transaction: what it appends commits together with the session, what it reads includes its own
 * appends.
 * <p>
 * Valid only until the work handed to {@link EventStoreSessionFactory#withSession} is done; used later, its methods fail with
 * an {@link IllegalStateException}. One session is one connection: its operations run one after the other.
 * <p>
 * A session does not read the log of all streams: {@link #readAll(Class, ReadAllOptions)} fails with an
 * {@link IllegalStateException}, since two sessions that have appended would wait for each other's end for ever.
 */
public interface EventStoreSession extends EventStore {

    /**
     * The connection of the session's transaction, for statements of the application's own: they commit with the session's
     * appends, or not at all. With the PostgreSQL back end that is an {@code io.vertx.mutiny.sqlclient.SqlConnection} or an
     * {@code io.vertx.sqlclient.SqlConnection}, and in a JTA transaction a {@code java.sql.Connection}. The session ends its
     * transaction and gives it back; the application does neither, and does not roll back to a savepoint behind which it has
     * appended: hooks would still be told of those events.
     *
     * @throws IllegalArgumentException if the back end has no connection of that type
     * @throws IllegalStateException if the session is over
     */
    <C> C unwrap(Class<C> connectionType);
}
