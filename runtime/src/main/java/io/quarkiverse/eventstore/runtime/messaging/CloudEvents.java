package io.quarkiverse.eventstore.runtime.messaging;

import java.net.URI;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;

import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.serialization.EventSerializer;
import io.smallrye.reactive.messaging.ce.OutgoingCloudEventMetadata;
import io.smallrye.reactive.messaging.ce.OutgoingCloudEventMetadataBuilder;

/**
 * Makes events into messages for brokers: their data as JSON text, all else as attributes of a CloudEvent.
 */
final class CloudEvents {

    private final URI source;
    private final EventSerializer serializer;
    private final List<? extends BrokerDetails> brokers;

    CloudEvents(URI source, EventSerializer serializer, List<? extends BrokerDetails> brokers) {
        this.source = source;
        this.serializer = serializer;
        this.brokers = brokers;
    }

    Message<String> message(RecordedEvent<?> event) {
        List<Object> metadata = new ArrayList<>();
        metadata.add(attributes(event));
        brokers.forEach(broker -> metadata.add(broker.of(event)));
        return Message.of(serializer.serialize(event.data()), Metadata.from(metadata));
    }

    private OutgoingCloudEventMetadata<String> attributes(RecordedEvent<?> event) {
        OutgoingCloudEventMetadataBuilder<String> attributes = OutgoingCloudEventMetadata.<String> builder()
                .withId(event.eventId().toString())
                .withSource(source)
                .withType(event.type())
                .withSubject(event.streamName())
                .withTimestamp(event.recordedAt().atZone(ZoneOffset.UTC))
                .withDataContentType("application/json")
                .withExtension("streamversion", Long.toString(event.streamVersion()))
                .withExtension("globalposition", Long.toString(event.globalPosition()));
        event.metadata().correlationId().ifPresent(id -> attributes.withExtension("correlationid", id));
        event.metadata().causationId().ifPresent(id -> attributes.withExtension("causationid", id));
        event.metadata().traceContext().ifPresent(trace -> {
            attributes.withExtension("traceparent", trace.traceparent());
            if (trace.tracestate() != null) {
                attributes.withExtension("tracestate", trace.tracestate());
            }
        });
        return attributes.build();
    }
}
