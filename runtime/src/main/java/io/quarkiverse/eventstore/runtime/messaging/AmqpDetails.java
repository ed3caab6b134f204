package io.quarkiverse.eventstore.runtime.messaging;

import io.quarkiverse.eventstore.RecordedEvent;
import io.smallrye.reactive.messaging.amqp.OutgoingAmqpMetadata;

/**
 * For AMQP: the stream is the group, so that brokers can keep its messages with one consumer, and they survive a restart.
 */
public class AmqpDetails implements BrokerDetails {

    @Override
    public Object of(RecordedEvent<?> event) {
        return OutgoingAmqpMetadata.builder()
                .withGroupId(event.streamName())
                .withContentType("application/json")
                .withDurable(true)
                .build();
    }
}
