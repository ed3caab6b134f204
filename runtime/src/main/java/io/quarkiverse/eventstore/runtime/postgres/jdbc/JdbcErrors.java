package io.quarkiverse.eventstore.runtime.postgres.jdbc;

import java.sql.SQLException;

import io.quarkiverse.eventstore.EventStoreException;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlErrors;

/**
 * Gives JDBC's errors their place in the family of {@link EventStoreException}.
 */
final class JdbcErrors {

    private JdbcErrors() {
    }

    static EventStoreException of(SQLException failure) {
        String message = failure.getMessage() == null ? failure.getClass().getName() : failure.getMessage();
        return SqlErrors.ofState(severity(message), failure.getSQLState(), serversOwn(message), failure);
    }

    private static String severity(String message) {
        return message.substring(0, Math.max(0, message.indexOf(": ")));
    }

    /** The driver puts the severity before it and the place behind it. */
    private static String serversOwn(String message) {
        String withoutPlace = message.lines().findFirst().orElse(message);
        return withoutPlace.startsWith("ERROR: ") ? withoutPlace.substring("ERROR: ".length()) : withoutPlace;
    }
}
