package io.quarkiverse.eventstore.runtime.messaging;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.Config;

import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkus.arc.All;

/**
 * How channels want events as CloudEvents, and what attributes these have beside those of the specification.
 */
final class CloudEvents {

    private static final String AMQP = "smallrye-amqp";
    private static final String STRUCTURED = "structured";

    private final URI source;
    private final List<BrokerDetails> details;
    private final Config config;

    @Inject
    CloudEvents(ForwardingOptions options, @All List<BrokerDetails> details, Config config) {
        this.source = options.source();
        this.details = details;
        this.config = config;
    }

    /**
     * As the channel's attribute {@code cloud-events-mode} says, which is that of its connector. AMQP wants the data of
     * CloudEvents as bytes.
     */
    MessageFormat formatOf(String channel) {
        Function<String, Object> body = attribute(channel, "connector").equals(AMQP)
                ? json -> json.getBytes(StandardCharsets.UTF_8)
                : json -> json;
        return attribute(channel, "cloud-events-mode").equals(STRUCTURED) ? new StructuredFormat(source, details, body)
                : new BinaryFormat(source, details, body);
    }

    private String attribute(String channel, String name) {
        String prefix = "mp.messaging.outgoing." + (channel.contains(".") ? '"' + channel + '"' : channel) + ".";
        return config.getOptionalValue(prefix + name, String.class).orElse("");
    }

    static Map<String, String> extensions(RecordedEvent<?> event) {
        Map<String, String> extensions = new LinkedHashMap<>();
        extensions.put("streamversion", Long.toString(event.streamVersion()));
        extensions.put("globalposition", Long.toString(event.globalPosition()));
        event.metadata().correlationId().ifPresent(id -> extensions.put("correlationid", id));
        event.metadata().causationId().ifPresent(id -> extensions.put("causationid", id));
        event.metadata().traceContext().ifPresent(trace -> extensions.putAll(Traces.entries(trace)));
        return extensions;
    }
}
