package io.quarkiverse.eventstore.runtime.messaging;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.Config;

import io.quarkiverse.eventstore.runtime.config.EventStoreBuildTimeConfig;
import io.smallrye.reactive.messaging.ClientCustomizer;

/**
 * Has Kafka's client repeat what it sends for the forwarding, as it does by default, when its connector does not: the connector
 * takes the client's setting for its own, too, and repeats over the client, at a price for each message.
 */
final class KafkaClientRetries implements ClientCustomizer<Map<String, Object>> {

    private static final String RETRIES = "retries";

    private final EventStoreBuildTimeConfig.Forwarding forwarding;

    @Inject
    KafkaClientRetries(EventStoreBuildTimeConfig config) {
        this.forwarding = config.forwarding();
    }

    @Override
    public Map<String, Object> customize(String channel, Config channelConfig, Map<String, Object> client) {
        if (isOfForwarding(channel) && "0".equals(client.get(RETRIES))) {
            client.remove(RETRIES);
        }
        return client;
    }

    private boolean isOfForwarding(String channel) {
        return Stream.of(forwarding.durable().channel(), forwarding.afterCommit().channel()).flatMap(Optional::stream)
                .anyMatch(channel::equals);
    }
}
