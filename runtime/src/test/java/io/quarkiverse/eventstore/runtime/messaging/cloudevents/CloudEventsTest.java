package io.quarkiverse.eventstore.runtime.messaging.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.runtime.messaging.Channels;

class CloudEventsTest {

    private static final String CHANNEL = "mp.messaging.outgoing.events.";

    @Test
    void are_binary_unless_it_is_said_otherwise() {
        assertThat(format(Map.of())).isInstanceOf(BinaryFormat.class);
        assertThat(format(Map.of(CHANNEL + "cloud-events-mode", "binary"))).isInstanceOf(BinaryFormat.class);
        assertThat(format(Map.of(CHANNEL + "cloud-events-mode", "Structured"))).isInstanceOf(StructuredFormat.class);
    }

    @Test
    void have_no_third_mode() {
        assertThatThrownBy(() -> format(Map.of(CHANNEL + "cloud-events-mode", "structure")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("mp.messaging.outgoing.events.cloud-events-mode: expected binary or structured, but it is "
                        + "'structure'.");
    }

    @Test
    void cannot_be_switched_off_when_the_connector_writes_them() {
        assertThatThrownBy(() -> format(Map.of(CHANNEL + "cloud-events", "no")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("mp.messaging.outgoing.events.cloud-events: expected true, since events are forwarded to the "
                        + "channel, but it is 'no'.");
        assertThat(format(Map.of(CHANNEL + "cloud-events", "yes"))).isInstanceOf(BinaryFormat.class);
        assertThat(format(Map.of(CHANNEL + "cloud-events", "no", CHANNEL + "cloud-events-mode", "structured")))
                .isInstanceOf(StructuredFormat.class);
    }

    @Test
    void are_not_put_into_others() {
        Map<String, String> written = Map.of(CHANNEL + "cloud-events-mode", "structured", CHANNEL + "cloud-events-type",
                "event",
                CHANNEL + "cloud-events-source", "/shop");
        Map<String, String> notWritten = new HashMap<>(written);
        notWritten.put(CHANNEL + "cloud-events", "false");

        assertThatThrownBy(() -> format(written)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("mp.messaging.outgoing.events.cloud-events-type: expected none beside cloud-events-source, since "
                        + "forwarded events have a type and a source, but it is 'event'.");
        assertThat(format(notWritten)).isInstanceOf(StructuredFormat.class);
    }

    @Test
    void have_the_uri_of_a_schema() {
        assertThatThrownBy(() -> format(Map.of(CHANNEL + "cloud-events-data-schema", "http://x/{type}")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("mp.messaging.outgoing.events.cloud-events-data-schema: expected a URI, but it is "
                        + "'http://x/{type}'.");
        assertThat(format(Map.of(CHANNEL + "cloud-events-data-schema", "http://x/type"))).isInstanceOf(BinaryFormat.class);
    }

    private static MessageFormat format(Map<String, String> properties) {
        return new CloudEvents(List.of()).format(Channels.with("events", properties), URI.create("/shop"));
    }
}
