package io.quarkiverse.eventstore.runtime.messaging.forwarding;

import java.net.URI;
import java.util.List;
import java.util.Map;

import io.quarkiverse.eventstore.runtime.messaging.ChannelConfig;
import io.quarkiverse.eventstore.runtime.messaging.cloudevents.CloudEvents;
import io.quarkiverse.eventstore.runtime.messaging.cloudevents.MessageFormat;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

final class Formats {

    private Formats() {
    }

    /** That of channels which say nothing about it. */
    static MessageFormat usual() {
        ChannelConfig nothingSaid = new ChannelConfig(
                new SmallRyeConfigBuilder().withSources(new PropertiesConfigSource(Map.of(), "test", 100)).build(), "events");
        return new CloudEvents(List.of()).format(nothingSaid, URI.create("/shop"));
    }
}
