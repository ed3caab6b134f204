package io.quarkiverse.eventstore.runtime.declared;

/** How the handler methods of a class take events. */
public enum HandlerKind {

    /** One by one. */
    EVENTS,

    /** Several at once. */
    BATCHES,

    /** One by one, with the session whose transaction moves the checkpoint. */
    TRANSACTIONS
}
