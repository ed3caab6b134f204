package io.quarkiverse.eventstore.runtime.messaging;

import io.quarkiverse.eventstore.RecordedEvent;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;

/**
 * For Kafka: the stream is the key, so that its events stay in order, and the record has the time of the event.
 */
public class KafkaDetails implements BrokerDetails {

    @Override
    public Object of(RecordedEvent<?> event) {
        return OutgoingKafkaRecordMetadata.<String> builder()
                .withKey(event.streamName())
                .withTimestamp(event.recordedAt())
                .build();
    }
}
