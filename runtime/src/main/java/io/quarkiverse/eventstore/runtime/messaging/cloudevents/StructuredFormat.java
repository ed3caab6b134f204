package io.quarkiverse.eventstore.runtime.messaging.cloudevents;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;

import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.runtime.jackson.JsonTexts;

/**
 * Data and attributes are one JSON object. It is made here, since connectors take data that is text for a JSON string.
 */
record StructuredFormat(URI source, MessageDetails details, Function<String, Object> body) implements MessageFormat {

    private static final Optional<String> CLOUD_EVENT = Optional.of("application/cloudevents+json; charset=UTF-8");

    @Override
    public Message<Object> message(RecordedEvent<?> event, String json, Supplier<CompletionStage<Void>> acknowledged,
            Function<Throwable, CompletionStage<Void>> refused) {
        List<Object> metadata = details.of(event, CLOUD_EVENT);
        return Message.of(body.apply(JsonTexts.object(attributes(event), "data", json)), Metadata.from(metadata), acknowledged,
                refused);
    }

    private Map<String, String> attributes(RecordedEvent<?> event) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("specversion", "1.0");
        attributes.put("id", event.eventId().toString());
        attributes.put("source", source.toString());
        attributes.put("type", event.type());
        attributes.put("subject", event.streamName());
        attributes.put("time", event.recordedAt().toString());
        attributes.put("datacontenttype", "application/json");
        CloudEvents.extensions(event, attributes::put);
        return attributes;
    }
}
