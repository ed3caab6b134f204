package io.quarkiverse.eventstore.runtime.messaging.forwarding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;

import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;

class ConnectorDemandTest {

    private final ConnectorDemand demand = new ConnectorDemand(new ForwardingChannels(Set.of("events")));
    private final Multi<Message<Integer>> messages = Multi.createFrom().range(1, 10).map(Message::of);

    @Test
    void asks_for_messages_of_the_forwarding_in_the_place_of_their_connector() {
        AssertSubscriber<Message<?>> connector = AssertSubscriber.create(1);
        demand.decorate(messages, List.of("events"), true).subscribe().withSubscriber(connector);

        demand.placesOf("events").give();

        assertThat(connector.getItems()).hasSize(2);
    }

    @Test
    void leaves_other_channels_alone() {
        assertThat(demand.decorate(messages, List.of("other"), true)).isSameAs(messages);
        assertThat(demand.decorate(messages, List.of("events"), false)).isSameAs(messages);
    }
}
