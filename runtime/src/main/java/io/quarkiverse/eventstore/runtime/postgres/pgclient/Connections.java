package io.quarkiverse.eventstore.runtime.postgres.pgclient;

import io.vertx.sqlclient.SqlConnection;

/**
 * Connections as applications have them: of the client itself, or of its Mutiny variant.
 */
final class Connections {

    private Connections() {
    }

    /** @throws IllegalArgumentException if it is of another type */
    static <C> C to(Class<C> type, SqlConnection connection) {
        if (type == SqlConnection.class) {
            return type.cast(connection);
        }
        if (type == io.vertx.mutiny.sqlclient.SqlConnection.class) {
            return type.cast(io.vertx.mutiny.sqlclient.SqlConnection.newInstance(connection));
        }
        throw new IllegalArgumentException("Event store session: expected to be asked for an io.vertx.mutiny.sqlclient."
                + "SqlConnection or an io.vertx.sqlclient.SqlConnection, but it was " + type.getName() + ".");
    }

    /** @throws IllegalArgumentException if it is of another type */
    static SqlConnection from(Object connection) {
        if (connection instanceof SqlConnection plain) {
            return plain;
        }
        if (connection instanceof io.vertx.mutiny.sqlclient.SqlConnection mutiny) {
            return mutiny.getDelegate();
        }
        throw new IllegalArgumentException("Connection: expected an io.vertx.mutiny.sqlclient.SqlConnection or an "
                + "io.vertx.sqlclient.SqlConnection, but it is "
                + (connection == null ? "null." : "a " + connection.getClass().getName() + "."));
    }
}
