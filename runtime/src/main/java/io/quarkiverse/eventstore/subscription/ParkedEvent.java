package io.quarkiverse.eventstore.subscription;

import java.time.Instant;

/**
 * An event that a subscription has put aside.
 *
 * @param error the handler's failure; for later events of the same stream, that they wait for an earlier one
 */
public record ParkedEvent(String subscription, String streamName, long streamVersion, long globalPosition, String error,
        Instant parkedAt) {

    /** A copy with another failure. */
    public ParkedEvent withError(String failure) {
        return new ParkedEvent(subscription, streamName, streamVersion, globalPosition, failure, parkedAt);
    }
}
