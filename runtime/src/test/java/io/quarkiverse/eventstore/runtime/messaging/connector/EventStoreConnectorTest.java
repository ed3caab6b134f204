package io.quarkiverse.eventstore.runtime.messaging.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.runtime.serialization.RegisteredEventTypes;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

/** Attributes that every connector has, and what this one makes of them. */
class EventStoreConnectorTest {

    private final EventStoreConnector connector = new EventStoreConnector();

    EventStoreConnectorTest() {
        connector.types = RegisteredEventTypes.of(List.of());
        connector.details = List.of();
    }

    @Test
    void refuses_a_channel_for_several_consumers() {
        assertThatThrownBy(() -> connector.getPublisher(config(Map.of("broadcast", "true"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Channel carts of connector event-store: Attribute broadcast: expected false");
    }

    @Test
    void takes_no_concurrency_for_one_copy() {
        assertThat(connector.getPublisher(config(Map.of("concurrency", "0")))).isNotNull();
    }

    @Test
    void refuses_to_have_no_message_under_way() {
        assertThatThrownBy(() -> connector.getSubscriber(config(Map.of("max-inflight-messages", "0"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Channel carts of connector event-store: Attribute max-inflight-messages: expected 1 or more, but it "
                                + "is '0'.");
    }

    @Test
    void refuses_a_stream_that_cannot_be() {
        assertThatThrownBy(() -> connector.getSubscriber(config(Map.of("stream", " "))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Channel carts of connector event-store: Attribute stream: Stream name: expected a name, but it is "
                        + "blank (' ').");
    }

    static Config config(Map<String, String> attributes) {
        Map<String, String> all = new HashMap<>(attributes);
        all.put("channel-name", "carts");
        return new SmallRyeConfigBuilder().withSources(new PropertiesConfigSource(all, "test", 100)).build();
    }
}
