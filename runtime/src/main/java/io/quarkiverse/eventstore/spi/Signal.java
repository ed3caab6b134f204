package io.quarkiverse.eventstore.spi;

/** What nodes tell each other. */
public enum Signal {

    /** Events were appended. */
    APPENDED,

    /** Somebody steered a subscription, or gave partitions back. */
    STEERED
}
