package io.quarkiverse.eventstore.runtime.messaging;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.eclipse.microprofile.reactive.messaging.Message;

import io.smallrye.mutiny.Multi;
import io.smallrye.reactive.messaging.SubscriberDecorator;

/**
 * Stands between the channels of the forwarding and their connectors, for connectors that never answer some messages.
 */
final class ConnectorDemand implements SubscriberDecorator {

    private final Map<String, ConnectorPlaces> channels = new ConcurrentHashMap<>();

    /** Of no effect if the channel has no connector. */
    ConnectorPlaces placesOf(String channel) {
        return channels.computeIfAbsent(channel, name -> new ConnectorPlaces());
    }

    /** Channels are wired before anybody asks for their places. */
    @Override
    public Multi<? extends Message<?>> decorate(Multi<? extends Message<?>> messages, List<String> names, boolean isConnector) {
        return isConnector && names.size() == 1 ? placesOf(names.get(0)).of(messages) : messages;
    }
}
