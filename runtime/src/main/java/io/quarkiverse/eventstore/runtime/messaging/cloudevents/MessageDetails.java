package io.quarkiverse.eventstore.runtime.messaging.cloudevents;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.TraceContext;

/**
 * What brokers and tracing want to know of an event. If the connector writes the trace itself, brokers are not told of it.
 */
final class MessageDetails {

    private final List<BrokerDetails> details;
    private final boolean isTraced;

    /** @param tracesWherePossible whether the channel takes part in tracing if somebody brings that along */
    MessageDetails(List<BrokerDetails> details, boolean tracesWherePossible) {
        this.details = details;
        this.isTraced = tracesWherePossible && details.stream().anyMatch(BrokerDetails::writesTrace);
    }

    /** Metadata objects of connectors. */
    List<Object> of(RecordedEvent<?> event, Optional<String> contentType) {
        Optional<TraceContext> trace = isTraced ? Optional.empty() : event.metadata().traceContext();
        List<Object> metadata = new ArrayList<>(details.size() + 1);
        details.forEach(each -> metadata.add(each.of(event, contentType, trace)));
        return metadata;
    }
}
