package io.quarkiverse.eventstore.runtime.messaging;

import java.util.Map;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

/** Outgoing channels as an application configures them. */
public final class Channels {

    private Channels() {
    }

    /** A channel of a connector that says nothing else. */
    public static ChannelConfig of(String name, String connector) {
        return with(name, Map.of("mp.messaging.outgoing." + name + ".connector", connector));
    }

    public static ChannelConfig with(String name, Map<String, String> properties) {
        return new ChannelConfig(new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(properties, "test", 100)).build(), name);
    }
}
