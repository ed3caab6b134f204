package io.quarkiverse.eventstore.runtime.messaging.cloudevents;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.header.internals.RecordHeaders;

import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.TraceContext;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;

/**
 * For Kafka: the stream is the key, so that its events stay in order, the record has the time of the event, and its consumer
 * goes on with the trace.
 */
public final class KafkaDetails implements BrokerDetails {

    private static final String CONTENT_TYPE = "content-type";

    @Override
    public Object of(RecordedEvent<?> event, Optional<String> contentType, Optional<TraceContext> trace) {
        RecordHeaders headers = new RecordHeaders();
        contentType.ifPresent(type -> headers.add(CONTENT_TYPE, type.getBytes(StandardCharsets.UTF_8)));
        trace.ifPresent(present -> Traces.entries(present)
                .forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8))));
        return OutgoingKafkaRecordMetadata.<String> builder()
                .withKey(event.streamName())
                .withTimestamp(event.recordedAt())
                .withHeaders(headers)
                .build();
    }

    /** Kafka's client tells failures that pass from those that do not. */
    @Override
    public boolean meansAway(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RetriableException) {
                return true;
            }
        }
        return false;
    }
}
