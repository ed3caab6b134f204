package io.quarkiverse.eventstore.runtime.postgres.hibernate;

import java.lang.reflect.Field;

import org.hibernate.reactive.pool.ReactiveConnection;
import org.hibernate.reactive.pool.impl.SqlClientConnection;

/**
 * Finds the client's connection behind that of Hibernate, which keeps it to itself.
 */
final class SqlConnections {

    private final Field connectionField;

    /** @throws IllegalStateException if this version of Hibernate Reactive keeps it elsewhere */
    SqlConnections() {
        connectionField = field();
    }

    /** What the client knows as its connection. */
    Object of(ReactiveConnection connection) {
        ReactiveConnection unbatched = connection.withBatchSize(1);
        if (!(unbatched instanceof SqlClientConnection)) {
            throw new IllegalStateException("Hibernate Reactive: expected a connection of the Vert.x client, but it is a "
                    + unbatched.getClass().getName() + ".");
        }
        try {
            return connectionField.get(unbatched);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Field field() {
        try {
            Field field = SqlClientConnection.class.getDeclaredField("connection");
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("Hibernate Reactive: expected a version whose SqlClientConnection has a field "
                    + "connection, but it has none.", e);
        }
    }
}
