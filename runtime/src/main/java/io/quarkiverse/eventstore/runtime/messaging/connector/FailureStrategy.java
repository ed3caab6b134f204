package io.quarkiverse.eventstore.runtime.messaging.connector;

/** What becomes of an event whose message was nacked. */
enum FailureStrategy {

    /** It is given again a few times; then its partition stops. */
    FAIL,

    /** It is passed over. */
    IGNORE,

    /** It is given again a few times; then it and later events of its stream are put aside. */
    PARK
}
