package io.quarkiverse.eventstore.runtime.messaging;

import java.net.URI;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

import jakarta.inject.Inject;

import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;

import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkus.arc.All;
import io.smallrye.reactive.messaging.ce.OutgoingCloudEventMetadata;
import io.smallrye.reactive.messaging.ce.OutgoingCloudEventMetadataBuilder;

/**
 * Makes events into messages for brokers: their data as JSON text, all else as attributes of a CloudEvent.
 */
final class CloudEvents {

    private final URI source;
    private final List<? extends BrokerDetails> brokers;

    @Inject
    CloudEvents(ForwardingOptions options, @All List<BrokerDetails> brokers) {
        this(options.source(), brokers);
    }

    CloudEvents(URI source, List<? extends BrokerDetails> brokers) {
        this.source = source;
        this.brokers = brokers;
    }

    /** @param json the data of the event */
    Message<String> message(RecordedEvent<?> event, String json, Supplier<CompletionStage<Void>> acknowledged,
            Function<Throwable, CompletionStage<Void>> refused) {
        List<Object> metadata = new ArrayList<>(brokers.size() + 1);
        metadata.add(attributes(event));
        brokers.forEach(broker -> metadata.add(broker.of(event)));
        return Message.of(json, Metadata.from(metadata), acknowledged, refused);
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
