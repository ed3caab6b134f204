package io.quarkiverse.eventstore.runtime.messaging;

import java.util.function.Supplier;

import org.eclipse.microprofile.config.Config;

/**
 * The attributes of an outgoing channel: its own, and else those of its connector.
 */
public record ChannelConfig(Config config, String channel) {

    /** The connector for AMQP 1.0. */
    public static final String AMQP = "smallrye-amqp";

    /** Reactive Messaging takes {@code kafka} for {@code smallrye-kafka}. */
    public boolean isOfConnector(String name) {
        String connector = get("connector");
        return connector.equals(name) || ("smallrye-" + connector).equals(name);
    }

    /** Whether an attribute is set to {@code false}, in whatever way Reactive Messaging understands. */
    public boolean isOff(String attribute) {
        String value = get(attribute);
        return !value.isEmpty() && !config.getConverter(Boolean.class).orElseThrow().convert(value);
    }

    /** Empty if it is not set. */
    public String get(String attribute) {
        return ofChannel(attribute, () -> config.getOptionalValue(
                "mp.messaging.connector." + ofChannel("connector", () -> "") + "." + attribute, String.class).orElse(""));
    }

    /** The property that sets an attribute of the channel. */
    public String name(String attribute) {
        return "mp.messaging.outgoing." + (channel.contains(".") ? '"' + channel + '"' : channel) + "." + attribute;
    }

    private String ofChannel(String attribute, Supplier<String> otherwise) {
        return config.getOptionalValue(name(attribute), String.class).orElseGet(otherwise);
    }
}
