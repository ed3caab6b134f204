package io.quarkiverse.eventstore.subscription;

/** What a subscription, or a partition of one, is doing; the later, the worse. */
public enum SubscriptionStatus {

    /** It handles events, or waits for some. */
    RUNNING,

    /** No node runs it at the moment. */
    UNOWNED,

    /** It was told to pause, on all nodes, and waits to be resumed. */
    PAUSED,

    /** The handler failed and its failure policy was exhausted; it waits to be resumed. */
    STOPPED
}
