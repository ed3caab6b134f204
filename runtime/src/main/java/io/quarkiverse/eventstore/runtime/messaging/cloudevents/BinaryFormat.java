package io.quarkiverse.eventstore.runtime.messaging.cloudevents;

import java.net.URI;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;

import io.quarkiverse.eventstore.RecordedEvent;
import io.smallrye.reactive.messaging.ce.OutgoingCloudEventMetadata;
import io.smallrye.reactive.messaging.ce.OutgoingCloudEventMetadataBuilder;

/**
 * The data is the message, and the connector makes headers of all else.
 */
record BinaryFormat(URI source, MessageDetails details, Function<String, Object> body) implements MessageFormat {

    @Override
    public Message<Object> message(RecordedEvent<?> event, String json, Supplier<CompletionStage<Void>> acknowledged,
            Function<Throwable, CompletionStage<Void>> refused) {
        List<Object> metadata = details.of(event, Optional.empty());
        metadata.add(attributes(event));
        return Message.of(body.apply(json), Metadata.from(metadata), acknowledged, refused);
    }

    private OutgoingCloudEventMetadata<String> attributes(RecordedEvent<?> event) {
        OutgoingCloudEventMetadataBuilder<String> attributes = OutgoingCloudEventMetadata.<String> builder()
                .withId(event.eventId().toString())
                .withSource(source)
                .withType(event.type())
                .withSubject(event.streamName())
                .withTimestamp(event.recordedAt().atZone(ZoneOffset.UTC))
                .withDataContentType("application/json");
        CloudEvents.extensions(event, attributes::withExtension);
        return attributes.build();
    }
}
