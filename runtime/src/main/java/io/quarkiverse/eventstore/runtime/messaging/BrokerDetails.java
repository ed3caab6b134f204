package io.quarkiverse.eventstore.runtime.messaging;

import java.util.Optional;

import io.quarkiverse.eventstore.RecordedEvent;

/**
 * What a kind of broker, or who watches it, wants to know of an event beside its message; one for each on the class path.
 */
interface BrokerDetails {

    /**
     * A metadata object of the connector.
     *
     * @param contentType that of the message, unless the connector sets it
     */
    Object of(RecordedEvent<?> event, Optional<String> contentType);
}
