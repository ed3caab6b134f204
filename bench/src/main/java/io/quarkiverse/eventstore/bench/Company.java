package io.quarkiverse.eventstore.bench;

/** Who else is at work while a contender appends. */
public enum Company {
    NOBODY,
    /** Ten subscriptions, of which one follows the category of the events. */
    SUBSCRIPTIONS_TO_A_CATEGORY_EACH,
    /** Ten subscriptions. */
    SUBSCRIPTIONS_TO_ALL,
    /** Forwarding after the commit. */
    FORWARDING,
    /** A bare producer that sends as many records as events are appended. */
    RECORDS
}
