package io.quarkiverse.eventstore.runtime.messaging.cloudevents;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.header.internals.RecordHeaders;

import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.TraceContext;
import io.quarkiverse.eventstore.runtime.messaging.ChannelConfig;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;

/**
 * For Kafka: the stream is the key, so that its events stay in order, and the consumer of a record goes on with the trace. The
 * record has the time when it is sent: by that of an old event, brokers would delete it before anybody has read it.
 */
public final class KafkaDetails implements BrokerDetails {

    private static final String CONNECTOR = "smallrye-kafka";
    private static final String NO_CLIENT = "Failed to construct kafka producer";
    private static final String CONTENT_TYPE = "content-type";

    @Override
    public Object of(RecordedEvent<?> event, Optional<String> contentType, Optional<TraceContext> trace) {
        RecordHeaders headers = new RecordHeaders();
        contentType.ifPresent(type -> headers.add(CONTENT_TYPE, type.getBytes(StandardCharsets.UTF_8)));
        trace.ifPresent(present -> Traces.entries(present)
                .forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8))));
        return OutgoingKafkaRecordMetadata.<String> builder()
                .withKey(event.streamName())
                .withHeaders(headers)
                .build();
    }

    /**
     * Kafka's client tells failures that pass from those that do not. That there is no answer in time, or no client since a
     * setting of it is wrong, the broker's name unknown or a login not to be had, says nothing about the event.
     */
    @Override
    public boolean meansAway(Throwable failure, ChannelConfig channel) {
        if (!channel.isOfConnector(CONNECTOR)) {
            return false;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RetriableException || cause instanceof TimeoutException || isOfNoClient(cause)) {
                return true;
            }
        }
        return false;
    }

    /** The one has the settings, the other one whatever else is needed, such as a login. */
    private static boolean isOfNoClient(Throwable cause) {
        return cause instanceof ConfigException
                || cause instanceof KafkaException && NO_CLIENT.equals(cause.getMessage());
    }
}
