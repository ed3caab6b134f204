package io.quarkiverse.eventstore.subscription;

import io.quarkiverse.eventstore.EventFilter;

/**
 * What a subscription follows, and how; {@link #named(String)} and then narrower:
 * {@code SubscriptionOptions.named("cart-summary").withFilter(EventFilter.categories("shopping_cart"))}.
 *
 * @param name identifies the subscription and its checkpoints for ever, in all nodes; not blank, at most 200 characters;
 *        without {@code @}, which is kept for the subscriptions of projections
 * @param startFrom where it begins the first time
 * @param filter which events it wants; evaluated in the database
 * @param batchSize the most events that are fetched, handled and checkpointed together, at least 1
 * @param partitions in how many parts, by stream name, the events are handled side by side, on one node or several; at least 1,
 *        fixed when the subscription is first started
 * @param failurePolicy what to do when the handler fails
 * @param unknownEvents what to do with events that the application has no class for
 * @param handlerThread where the handler is called
 */
public record SubscriptionOptions(String name, StartFrom startFrom, EventFilter filter, int batchSize, int partitions,
        FailurePolicy failurePolicy, UnknownEvents unknownEvents, HandlerThread handlerThread) {

    /** The most characters of a subscription's name. */
    public static final int MAX_NAME_LENGTH = 200;

    /** The most partitions of a subscription. */
    public static final int MAX_PARTITIONS = 1_024;

    public SubscriptionOptions {
        if (name == null || name.isBlank() || name.length() > MAX_NAME_LENGTH) {
            throw new IllegalArgumentException("Subscription: expected a name of 1 to " + MAX_NAME_LENGTH
                    + " characters, but it is " + (name == null ? "null." : "'" + name + "'."));
        }
        requireBetween(name, "a batch size", batchSize, Integer.MAX_VALUE);
        requireBetween(name, "a number of partitions", partitions, MAX_PARTITIONS);
    }

    /** All events from the beginning, in batches of 500, in one partition, stopping at failures, on an event loop. */
    public static SubscriptionOptions named(String name) {
        return new SubscriptionOptions(name, StartFrom.beginning(), EventFilter.all(), 500, 1, FailurePolicy.stop(),
                UnknownEvents.FAIL, HandlerThread.EVENT_LOOP);
    }

    /** A copy with another name. */
    public SubscriptionOptions withName(String other) {
        return new SubscriptionOptions(other, startFrom, filter, batchSize, partitions, failurePolicy, unknownEvents,
                handlerThread);
    }

    /** A copy that begins elsewhere the first time. */
    public SubscriptionOptions withStartFrom(StartFrom start) {
        return new SubscriptionOptions(name, start, filter, batchSize, partitions, failurePolicy, unknownEvents, handlerThread);
    }

    /** A copy that wants the events that pass the filter. */
    public SubscriptionOptions withFilter(EventFilter wanted) {
        return new SubscriptionOptions(name, startFrom, wanted, batchSize, partitions, failurePolicy, unknownEvents,
                handlerThread);
    }

    /** A copy with another batch size. */
    public SubscriptionOptions withBatchSize(int size) {
        return new SubscriptionOptions(name, startFrom, filter, size, partitions, failurePolicy, unknownEvents, handlerThread);
    }

    /** A copy with another number of partitions. */
    public SubscriptionOptions withPartitions(int count) {
        return new SubscriptionOptions(name, startFrom, filter, batchSize, count, failurePolicy, unknownEvents, handlerThread);
    }

    /** A copy that treats failures differently. */
    public SubscriptionOptions withFailurePolicy(FailurePolicy policy) {
        return new SubscriptionOptions(name, startFrom, filter, batchSize, partitions, policy, unknownEvents, handlerThread);
    }

    /** A copy that treats unknown events differently. */
    public SubscriptionOptions withUnknownEvents(UnknownEvents unknown) {
        return new SubscriptionOptions(name, startFrom, filter, batchSize, partitions, failurePolicy, unknown, handlerThread);
    }

    /** A copy whose handler is called on another kind of thread. */
    public SubscriptionOptions withHandlerThread(HandlerThread thread) {
        return new SubscriptionOptions(name, startFrom, filter, batchSize, partitions, failurePolicy, unknownEvents, thread);
    }

    private static void requireBetween(String name, String expectation, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException("Subscription " + name + ": expected " + expectation + " of 1 to " + most
                    + ", but it is " + value + ".");
        }
    }
}
