package io.quarkiverse.eventstore.runtime.messaging;

import io.quarkiverse.eventstore.RecordedEvent;

/**
 * What a kind of broker wants to know of an event beside its message; one for each on the class path.
 */
public interface BrokerDetails {

    /** A metadata object of the broker's connector. */
    Object of(RecordedEvent<?> event);
}
