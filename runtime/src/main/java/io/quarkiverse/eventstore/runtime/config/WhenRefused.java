package io.quarkiverse.eventstore.runtime.config;

/** What becomes of an event that the broker refuses. */
public enum WhenRefused {

    /**
     * It is sent again, for as long as it takes. Guarantees: nothing is skipped or put aside. Use it when the broker refuses
     * nothing for good.
     */
    RETRY,

    /** It is sent again some times; then its partition of the log stops until the subscription is resumed. */
    STOP,

    /** It is sent again some times; then it and later events of its stream are put aside, and other streams flow on. */
    PARK
}
