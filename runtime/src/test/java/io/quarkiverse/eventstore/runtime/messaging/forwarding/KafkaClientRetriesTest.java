package io.quarkiverse.eventstore.runtime.messaging.forwarding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;

import io.smallrye.config.SmallRyeConfigBuilder;

class KafkaClientRetriesTest {

    private final KafkaClientRetries retries = new KafkaClientRetries(new ForwardingChannels(Set.of("events")));
    private final Config ofChannel = new SmallRyeConfigBuilder().build();

    @Test
    void are_those_of_the_client_when_the_connector_has_none() {
        assertThat(customized("events", Map.of("retries", "0", "acks", "all"))).isEqualTo(Map.of("acks", "all"));
    }

    @Test
    void are_as_many_as_the_channel_says() {
        assertThat(customized("events", Map.of("retries", "5"))).isEqualTo(Map.of("retries", "5"));
    }

    @Test
    void of_other_channels_are_left_alone() {
        assertThat(customized("other", Map.of("retries", "0"))).isEqualTo(Map.of("retries", "0"));
    }

    private Map<String, Object> customized(String channel, Map<String, Object> client) {
        return retries.customize(channel, ofChannel, new HashMap<>(client));
    }
}
