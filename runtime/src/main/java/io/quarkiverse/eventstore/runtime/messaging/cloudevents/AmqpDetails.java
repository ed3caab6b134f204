package io.quarkiverse.eventstore.runtime.messaging.cloudevents;

import java.util.Optional;

import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.TraceContext;
import io.smallrye.reactive.messaging.amqp.OutgoingAmqpMetadata;

/**
 * For AMQP: the stream is the group, so that brokers can keep its messages with one consumer, messages survive a restart, and
 * their consumer goes on with the trace.
 */
final class AmqpDetails implements BrokerDetails {

    @Override
    public Object of(RecordedEvent<?> event, Optional<String> contentType, Optional<TraceContext> trace) {
        OutgoingAmqpMetadata.OutgoingAmqpMetadataBuilder details = OutgoingAmqpMetadata.builder()
                .withGroupId(event.streamName())
                .withDurable(true);
        contentType.ifPresent(details::withContentType);
        trace.ifPresent(present -> Traces.entries(present).forEach(details::withApplicationProperty));
        return details.build();
    }
}
