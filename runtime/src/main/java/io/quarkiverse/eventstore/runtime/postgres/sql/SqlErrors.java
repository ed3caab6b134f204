package io.quarkiverse.eventstore.runtime.postgres.sql;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.EventStoreException;
import io.quarkiverse.eventstore.EventStoreStorageException;
import io.quarkiverse.eventstore.EventStoreUnavailableException;
import io.quarkiverse.eventstore.InlineProjectionException;
import io.quarkiverse.eventstore.TransactionRolledBackException;

/**
 * Gives PostgreSQL's errors their place in the family of {@link EventStoreException}.
 */
public final class SqlErrors {

    /** The server gave up, whatever the SQLSTATE: what it was about to commit may have been written or not. */
    private static final String PANIC = "PANIC";

    private static final String SERIALIZATION_FAILURE = "40001";
    private static final String DEADLOCK_DETECTED = "40P01";
    private static final String UNDEFINED_TABLE = "42P01";
    private static final String UNDEFINED_SCHEMA = "3F000";
    private static final String UNDEFINED_FUNCTION = "42883";

    /** The schema's own: the statement of an inline projection failed. */
    private static final String PROJECTION_FAILED = "ES002";
    private static final char BEGIN = '\u001e';
    private static final String SEPARATOR = "\u001f";

    private SqlErrors() {
    }

    /** The error of a statement that PostgreSQL answered with an SQLSTATE. */
    public static EventStoreException ofState(@Nullable String severity, @Nullable String sqlState, String message,
            Throwable cause) {
        if (sqlState == null) {
            return new EventStoreStorageException("PostgreSQL: expected the statement to succeed, but it failed: " + message,
                    cause);
        }
        if (sqlState.equals(SERIALIZATION_FAILURE) || sqlState.equals(DEADLOCK_DETECTED)) {
            return new TransactionRolledBackException("PostgreSQL: expected the transaction to go on, but it was rolled back ("
                    + sqlState + ", " + message + "); nothing was stored and it can be repeated.", cause);
        }
        if (sqlState.equals(PROJECTION_FAILED)) {
            return projectionFailed(message, cause);
        }
        if (isConnectionState(sqlState) || PANIC.equals(severity)) {
            return connectionLost(message + " (" + sqlState + ")", cause);
        }
        if (sqlState.equals(UNDEFINED_TABLE) || sqlState.equals(UNDEFINED_SCHEMA)
                || sqlState.equals(UNDEFINED_FUNCTION)) {
            return new EventStoreStorageException("PostgreSQL: expected the event store's tables, but " + message + " ("
                    + sqlState + "); is quarkus.event-store.postgresql.schema-management=none set before they were created?",
                    cause);
        }
        return new EventStoreStorageException("PostgreSQL: expected the statement to succeed, but it failed with " + sqlState
                + ": " + message, cause);
    }

    /** The function {@code project_events} tells the projection, the event and the finding. */
    private static EventStoreException projectionFailed(String message, Throwable cause) {
        String[] parts = message.substring(message.indexOf(BEGIN) + 1).split(SEPARATOR, 5);
        try {
            return new InlineProjectionException(parts[0], parts[1], Long.parseLong(parts[2]), parts[3], parts[4], cause);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return new EventStoreStorageException(
                    "PostgreSQL: expected the statement of an inline projection to succeed, but it "
                            + "failed: " + message,
                    cause);
        }
    }

    /** The error of a connection that could not be had, or broke before the answer came. */
    public static EventStoreUnavailableException connectionLost(String finding, Throwable cause) {
        return new EventStoreUnavailableException(
                "PostgreSQL: expected an answer over the connection, but there is none: " + finding, cause);
    }

    /**
     * Class 08: connection exception; 25P03 and 25P04: the server has ended a session that took too long; 40003: completion
     * unknown; 53300: too many connections; 57P0x: shutdown, crash; class 58: system error, after which the server may have
     * given
     * up in the middle of a commit.
     */
    private static boolean isConnectionState(String sqlState) {
        return sqlState.startsWith("08") || sqlState.startsWith("57P") || sqlState.equals("53300")
                || sqlState.equals("25P03") || sqlState.equals("25P04") || sqlState.equals("40003")
                || sqlState.startsWith("58");
    }
}
