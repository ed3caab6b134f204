package io.quarkiverse.eventstore.runtime.messaging.forwarding;

import java.time.Duration;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.reactive.messaging.Emitter;

import io.quarkiverse.eventstore.runtime.messaging.ChannelConfig;
import io.quarkiverse.eventstore.runtime.messaging.cloudevents.CloudEvents;
import io.quarkiverse.eventstore.runtime.messaging.connector.EventStoreConnector;
import io.quarkiverse.eventstore.runtime.observability.ForwardedChannels;

/**
 * Makes what sends events to the channels of the forwarding, in the format that each of them wants.
 */
final class EventSenders {

    private final ForwardingOptions options;
    private final ConnectorDemand demand;
    private final CloudEvents cloudEvents;
    private final Config config;
    private final ForwardedChannels channels;

    @Inject
    EventSenders(ForwardingOptions options, ConnectorDemand demand, CloudEvents cloudEvents, Config config,
            ForwardedChannels channels) {
        this.options = options;
        this.demand = demand;
        this.cloudEvents = cloudEvents;
        this.config = config;
        this.channels = channels;
    }

    /**
     * For channels that are connected by now.
     *
     * @throws IllegalArgumentException if the channel leads nowhere or back into the event store, or wants a format that there
     *         is not
     */
    EventSender to(String channel, Emitter<Object> emitter, Duration acknowledgedWithin) {
        ChannelConfig attributes = new ChannelConfig(config, channel);
        requireAway(attributes);
        requireConnected(attributes, emitter);
        EventSender sender = new EventSender(channel, emitter, demand.placesOf(channel),
                cloudEvents.format(attributes, options.source()), acknowledgedWithin);
        channels.add(channel, sender::isClosed);
        return sender;
    }

    /** A channel without a connector gets the only one that there is from Quarkus. */
    private static void requireAway(ChannelConfig attributes) {
        if (attributes.isOfConnector(EventStoreConnector.NAME)) {
            throw new IllegalArgumentException(attributes.name("connector") + ": expected the connector of a broker, since "
                    + "events are forwarded to the channel, but it is " + EventStoreConnector.NAME + ".");
        }
    }

    private static void requireConnected(ChannelConfig attributes, Emitter<Object> emitter) {
        if (emitter.isCancelled()) {
            throw new IllegalArgumentException("Channel " + attributes.channel() + ": expected a connector or a method of the "
                    + "application that takes the forwarded events, but there is none; " + attributes.name("connector")
                    + " names one, unless " + attributes.name("enabled") + " is false.");
        }
    }
}
