package io.quarkiverse.eventstore.runtime.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;

class ChannelConfigTest {

    private static final String OUTGOING = "mp.messaging.outgoing.";
    private static final String OF_CONNECTOR = "mp.messaging.connector.smallrye-kafka.cloud-events-mode";

    @Test
    void an_attribute_is_that_of_the_channel_or_else_of_its_connector() {
        assertThat(mode("events", Map.of(OUTGOING + "events.connector", "smallrye-kafka", OF_CONNECTOR, "structured")))
                .isEqualTo("structured");
        assertThat(mode("events", Map.of(OUTGOING + "events.connector", "smallrye-kafka", OF_CONNECTOR, "structured",
                OUTGOING + "events.cloud-events-mode", "binary"))).isEqualTo("binary");
        assertThat(mode("events", Map.of(OUTGOING + "events.connector", "smallrye-amqp", OF_CONNECTOR, "structured")))
                .isEmpty();
        assertThat(mode("events", Map.of())).isEmpty();
    }

    @Test
    void the_name_of_a_connector_may_lack_its_prefix() {
        assertThat(Channels.with("events", Map.of(OUTGOING + "events.connector", "amqp")).isOfConnector("smallrye-amqp"))
                .isTrue();
        assertThat(
                Channels.with("events", Map.of(OUTGOING + "events.connector", "smallrye-amqp")).isOfConnector("smallrye-amqp"))
                .isTrue();
        assertThat(Channels.with("events", Map.of(OUTGOING + "events.connector", "kafka")).isOfConnector("smallrye-amqp"))
                .isFalse();
    }

    @Test
    void the_name_of_a_channel_may_have_dots() {
        assertThat(mode("shop.events", Map.of(OUTGOING + "\"shop.events\".cloud-events-mode", "structured")))
                .isEqualTo("structured");
    }

    private static String mode(String channel, Map<String, String> properties) {
        return Channels.with(channel, properties).get("cloud-events-mode");
    }
}
