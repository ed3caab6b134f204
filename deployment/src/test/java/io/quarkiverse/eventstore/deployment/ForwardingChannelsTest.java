package io.quarkiverse.eventstore.deployment;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.quarkus.runtime.configuration.ConfigurationException;

class ForwardingChannelsTest {

    @Test
    void both_kinds_of_forwarding_need_channels_of_their_own() {
        List<ForwardingBuildItem> kinds = List.of(new ForwardingBuildItem("durable", "A", Optional.of("events")),
                new ForwardingBuildItem("after-commit", "B", Optional.of("events")));

        assertThatThrownBy(() -> MessagingProcessor.byChannel(kinds, true))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("quarkus.event-store.forwarding.after-commit.channel: expected a channel of its own, but events is "
                        + "that of quarkus.event-store.forwarding.durable.channel, too.");
    }
}
