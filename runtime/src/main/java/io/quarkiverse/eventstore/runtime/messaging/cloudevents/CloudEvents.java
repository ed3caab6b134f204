package io.quarkiverse.eventstore.runtime.messaging.cloudevents;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

import jakarta.inject.Inject;

import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.runtime.messaging.ChannelConfig;
import io.quarkus.arc.All;

/**
 * How channels want events as CloudEvents, and what attributes these have beside those of the specification.
 */
public final class CloudEvents {

    private static final String STRUCTURED = "structured";
    private static final String BINARY = "binary";

    private final List<BrokerDetails> details;

    @Inject
    public CloudEvents(@All List<BrokerDetails> details) {
        this.details = details;
    }

    /**
     * As the attribute {@code cloud-events-mode} of the channel or its connector says, which is the connectors' own. AMQP wants
     * the data of CloudEvents as bytes.
     *
     * @throws IllegalArgumentException if it says something else, or the connector would write CloudEvents in another way
     */
    public MessageFormat format(ChannelConfig attributes, URI source) {
        Function<String, Object> body = attributes.isOfConnector(ChannelConfig.AMQP)
                ? json -> json.getBytes(StandardCharsets.UTF_8)
                : json -> json;
        MessageDetails messageDetails = new MessageDetails(details, !attributes.isOff("tracing-enabled"));
        if (isStructured(attributes)) {
            requireWrittenOnce(attributes);
            return new StructuredFormat(source, messageDetails, body);
        }
        requireWritten(attributes);
        requireUri(attributes);
        return new BinaryFormat(source, messageDetails, body);
    }

    /** The connectors would leave all attributes out, also the id by which consumers know an event that comes again. */
    private static void requireWritten(ChannelConfig attributes) {
        if (attributes.isOff("cloud-events")) {
            throw new IllegalArgumentException(attributes.name("cloud-events")
                    + ": expected true, since events are forwarded to the channel, but it is '"
                    + attributes.get("cloud-events") + "'.");
        }
    }

    /** The connectors would put each event into another one of their own, with another id each time. */
    private static void requireWrittenOnce(ChannelConfig attributes) {
        String type = attributes.get("cloud-events-type");
        if (!type.isEmpty() && !attributes.get("cloud-events-source").isEmpty() && !attributes.isOff("cloud-events")) {
            throw new IllegalArgumentException(attributes.name("cloud-events-type") + ": expected none beside "
                    + "cloud-events-source, since forwarded events have a type and a source, but it is '" + type + "'.");
        }
    }

    /** The connectors would find out with each event. */
    private static void requireUri(ChannelConfig attributes) {
        String schema = attributes.get("cloud-events-data-schema");
        try {
            URI.create(schema);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(attributes.name("cloud-events-data-schema") + ": expected a URI, but it is '"
                    + schema + "'.", e);
        }
    }

    private static boolean isStructured(ChannelConfig attributes) {
        String mode = attributes.get("cloud-events-mode");
        if (!mode.isEmpty() && !mode.equalsIgnoreCase(BINARY) && !mode.equalsIgnoreCase(STRUCTURED)) {
            throw new IllegalArgumentException(attributes.name("cloud-events-mode") + ": expected " + BINARY + " or "
                    + STRUCTURED + ", but it is '" + mode + "'.");
        }
        return mode.equalsIgnoreCase(STRUCTURED);
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
