package io.quarkiverse.eventstore.runtime.messaging.cloudevents;

import java.util.Optional;

import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.TraceContext;
import io.quarkiverse.eventstore.runtime.messaging.ChannelConfig;

/**
 * What a kind of broker, or who watches it, wants to know of an event beside its message; one for each on the class path.
 */
public interface BrokerDetails {

    /**
     * A metadata object of the connector.
     *
     * @param contentType that of the message, unless the connector sets it
     * @param trace to be written into the message, unless the connector does so
     */
    Object of(RecordedEvent<?> event, Optional<String> contentType, Optional<TraceContext> trace);

    /** Whether it has the connector write the trace. */
    default boolean writesTrace() {
        return false;
    }

    /** Whether a failure of a channel says that its broker gave no answer, rather than that it refused the event. */
    default boolean meansAway(Throwable failure, ChannelConfig channel) {
        return false;
    }
}
