package io.quarkiverse.eventstore;

/** The order in which a read returns events. */
public enum ReadDirection {
    /** The lowest version first. */
    FORWARDS,
    /** The highest version first. */
    BACKWARDS
}
