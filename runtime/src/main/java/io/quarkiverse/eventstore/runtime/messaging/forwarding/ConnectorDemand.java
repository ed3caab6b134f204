package io.quarkiverse.eventstore.runtime.messaging.forwarding;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.reactive.messaging.Message;

import io.quarkiverse.eventstore.runtime.messaging.ChannelConfig;
import io.smallrye.mutiny.Multi;
import io.smallrye.reactive.messaging.SubscriberDecorator;

/**
 * Stands between the channels of the forwarding and their connectors, for connectors that never answer some messages. That of
 * Kafka answers all.
 */
final class ConnectorDemand implements SubscriberDecorator {

    private static final String KAFKA = "smallrye-kafka";

    private final ForwardingChannels channels;
    private final Config config;
    private final Map<String, ConnectorPlaces> places = new ConcurrentHashMap<>();

    @Inject
    ConnectorDemand(ForwardingChannels channels, Config config) {
        this.channels = channels;
        this.config = config;
    }

    /** Of no effect if the channel has no connector, or one that answers everything. */
    ConnectorPlaces placesOf(String channel) {
        return places.computeIfAbsent(channel, name -> new ConnectorPlaces());
    }

    /** Channels are wired before anybody asks for their places. */
    @Override
    public Multi<? extends Message<?>> decorate(Multi<? extends Message<?>> messages, List<String> names, boolean isConnector) {
        return isConnector && names.size() == 1 && mayLose(names.get(0)) ? placesOf(names.get(0)).of(messages) : messages;
    }

    private boolean mayLose(String channel) {
        return channels.contain(channel) && !new ChannelConfig(config, channel).isOfConnector(KAFKA);
    }
}
