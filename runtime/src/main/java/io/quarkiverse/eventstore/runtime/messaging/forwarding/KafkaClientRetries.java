package io.quarkiverse.eventstore.runtime.messaging.forwarding;

import java.util.HashMap;
import java.util.Map;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.Config;

import io.smallrye.reactive.messaging.ClientCustomizer;

/**
 * Has Kafka's client repeat what it sends for the forwarding, as it does by default, when its connector does not: the connector
 * takes the client's setting for its own, too, and repeats over the client, at a price for each message.
 */
final class KafkaClientRetries implements ClientCustomizer<Map<String, Object>> {

    private static final String RETRIES = "retries";

    private final ForwardingChannels channels;

    @Inject
    KafkaClientRetries(ForwardingChannels channels) {
        this.channels = channels;
    }

    @Override
    public Map<String, Object> customize(String channel, Config channelConfig, Map<String, Object> client) {
        if (!channels.contain(channel) || !"0".equals(String.valueOf(client.get(RETRIES)))) {
            return client;
        }
        Map<String, Object> repeating = new HashMap<>(client);
        repeating.remove(RETRIES);
        return repeating;
    }
}
