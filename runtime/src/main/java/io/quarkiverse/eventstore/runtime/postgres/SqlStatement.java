package io.quarkiverse.eventstore.runtime.postgres;

import java.util.Locale;

/**
 * The statements of the back end, one per file in {@code META-INF/event-store/statements}.
 */
public enum SqlStatement {

    APPEND_TO_ANY_STREAM,
    APPEND_TO_NEW_STREAM,
    APPEND_TO_EXISTING_STREAM,
    APPEND_BATCH,
    FIND_APPENDED,
    READ_STREAM_FORWARD,
    READ_STREAM_BACKWARD,
    READ_DATA_FORWARD,
    READ_DATA_BACKWARD,
    READ_LOG_FORWARD,
    READ_LOG_BACKWARD,
    READ_LOG_FILTERED_FORWARD,
    READ_LOG_FILTERED_BACKWARD,
    FIND_LAST_POSITION,
    FIND_APPENDING_TRANSACTIONS,
    ADVANCE_LOG_FRONT,
    FIND_PARTITIONS,
    REGISTER_SUBSCRIPTION,
    CLAIM_CHECKPOINT,
    SAVE_CHECKPOINT,
    STOP_CHECKPOINT,
    FIND_PARKED_STREAMS,
    FIND_WANTED_AGAIN,
    FAIL_RETRY,
    PAUSE_SUBSCRIPTION,
    RESET_SUBSCRIPTION,
    FIND_SUBSCRIPTION_POSITION,
    FIND_SUBSCRIPTION_STATES,
    FIND_PARKED,
    RETRY_PARKED,
    DISCARD_PARKED,
    BALANCE_LEASES,
    RELEASE_LEASES,
    LEAVE_SUBSCRIPTION,
    LISTEN,
    NOTIFY,
    LIMIT_IDLE_TIME,
    FIND_ISOLATION,
    LOCK_MIGRATIONS,
    FIND_MIGRATIONS_TABLE,
    FIND_APPLIED_MIGRATIONS,
    RECORD_MIGRATION,
    FIND_SCHEMA_OBJECTS;

    private static final String FOLDER = "META-INF/event-store/statements/";

    /** The file's place on the class path. */
    public String resource() {
        return FOLDER + name().toLowerCase(Locale.ROOT) + ".sql";
    }
}
