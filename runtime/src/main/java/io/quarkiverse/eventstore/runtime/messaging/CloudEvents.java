package io.quarkiverse.eventstore.runtime.messaging;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiConsumer;
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
     * As the attribute {@code cloud-events-mode} of the channel or its connector says, which is the connectors' own. AMQP wants
     * the data of CloudEvents as bytes.
     */
    MessageFormat formatOf(String channel) {
        ChannelConfig attributes = new ChannelConfig(config, channel);
        Function<String, Object> body = attributes.isOfConnector(AMQP)
                ? json -> json.getBytes(StandardCharsets.UTF_8)
                : json -> json;
        MessageDetails messageDetails = new MessageDetails(details,
                !attributes.get("tracing-enabled").equalsIgnoreCase("false"));
        return attributes.get("cloud-events-mode").equalsIgnoreCase(STRUCTURED)
                ? new StructuredFormat(source, messageDetails, body)
                : new BinaryFormat(source, messageDetails, body);
    }

    /** @param extension takes name and value of each */
    static void extensions(RecordedEvent<?> event, BiConsumer<String, String> extension) {
        extension.accept("streamversion", Long.toString(event.streamVersion()));
        extension.accept("globalposition", Long.toString(event.globalPosition()));
        event.metadata().correlationId().ifPresent(id -> extension.accept("correlationid", id));
        event.metadata().causationId().ifPresent(id -> extension.accept("causationid", id));
        event.metadata().traceContext().ifPresent(trace -> Traces.entries(trace).forEach(extension));
    }
}
