package io.quarkiverse.eventstore.runtime.config;

/** What to do about the event store's tables when the application starts. */
public enum SchemaManagement {

    /**
     * Creates the schema and applies missing migrations, once, however many nodes start together. Use it when the application
     * may change its database.
     */
    CREATE,

    /**
     * Changes nothing; fails the start with the names of all that is missing. Use it when somebody else applies the exported
     * DDL.
     */
    VALIDATE,

    /** Neither changes nor checks anything. Use it when the check itself is not wanted. */
    NONE
}
