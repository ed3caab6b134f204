package io.quarkiverse.eventstore.bench;

/** Whose subscriptions are live while a contender appends: those of nobody, or ten. */
public enum Followers {
    NOBODY,
    OF_A_CATEGORY_EACH,
    OF_ALL_EVENTS
}
