package io.quarkiverse.eventstore.subscription;

/**
 * What to do with an event whose stored type the application does not know.
 */
public enum UnknownEvents {

    /** It is a failure like that of a handler. Guarantees: nothing is overlooked when an event class is missing. */
    FAIL,

    /** It is passed over. Use it when other applications append events that this one has no classes for. */
    SKIP
}
