package io.quarkiverse.eventstore.runtime.messaging.connector;

import io.quarkiverse.eventstore.subscription.SubscriptionOptions;

/**
 * How an incoming channel is fed.
 *
 * @param subscription the subscription behind it
 * @param isInBatches whether a message holds a list of events
 * @param copies how many of it, as the channel's {@code concurrency} says, share the streams
 */
record IncomingOptions(String channel, SubscriptionOptions subscription, FailureStrategy failureStrategy, boolean isInBatches,
        int copies) {
}
