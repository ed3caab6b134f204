package io.quarkiverse.eventstore.runtime.messaging.forwarding;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Inject;

import org.eclipse.microprofile.reactive.messaging.Message;

import io.smallrye.mutiny.Multi;
import io.smallrye.reactive.messaging.SubscriberDecorator;

/**
 * Stands between the channels of the forwarding and their connectors, which may never answer some messages.
 */
final class ConnectorDemand implements SubscriberDecorator {

    private final ForwardingChannels channels;
    private final Map<String, ConnectorPlaces> places = new ConcurrentHashMap<>();

    @Inject
    ConnectorDemand(ForwardingChannels channels) {
        this.channels = channels;
    }

    /** Of no effect if the channel has no connector. */
    ConnectorPlaces placesOf(String channel) {
        return places.computeIfAbsent(channel, name -> new ConnectorPlaces());
    }

    /** Channels are wired before anybody asks for their places. */
    @Override
    public Multi<? extends Message<?>> decorate(Multi<? extends Message<?>> messages, List<String> names, boolean isConnector) {
        Optional<String> forwarding = channels.handedToConnector(names, isConnector);
        return forwarding.isPresent() ? placesOf(forwarding.get()).of(messages) : messages;
    }
}
