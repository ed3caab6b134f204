package io.quarkiverse.eventstore.runtime.messaging.forwarding;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.runtime.messaging.Channels;
import io.quarkiverse.eventstore.runtime.messaging.cloudevents.CloudEvents;
import io.quarkiverse.eventstore.runtime.observability.ForwardedChannels;
import io.smallrye.reactive.messaging.providers.extension.EmitterImpl;

class EventSendersTest {

    @Test
    void do_not_send_back_into_the_event_store() {
        EventSenders senders = senders(Map.of("mp.messaging.outgoing.events.connector", "event-store"));

        assertThatThrownBy(() -> senders.to("events", new EmitterImpl<>(new Unbounded(), 16), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("mp.messaging.outgoing.events.connector: expected the connector of a broker, since events are "
                        + "forwarded to the channel, but it is event-store.");
    }

    @Test
    void do_not_send_to_a_channel_that_leads_nowhere() {
        EventSenders senders = senders(Map.of("mp.messaging.outgoing.events.connector", "smallrye-kafka"));

        assertThatThrownBy(() -> senders.to("events", new EmitterImpl<>(new Unbounded(), 16), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Channel events: expected a connector or a method of the application that takes the forwarded "
                        + "events, but there is none; mp.messaging.outgoing.events.connector names one, unless "
                        + "mp.messaging.outgoing.events.enabled is false.");
    }

    private static EventSenders senders(Map<String, String> properties) {
        Config config = Channels.with("events", properties).config();
        return new EventSenders(ForwardingOptionsTest.options("shop", Map.of()),
                new ConnectorDemand(new ForwardingChannels(Set.of("events"))), new CloudEvents(List.of()), config,
                new ForwardedChannels());
    }
}
