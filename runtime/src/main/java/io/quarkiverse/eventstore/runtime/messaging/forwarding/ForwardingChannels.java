package io.quarkiverse.eventstore.runtime.messaging.forwarding;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import io.quarkiverse.eventstore.runtime.config.EventStoreBuildTimeConfig;

/**
 * The channels that get forwarded events. Extensions of Reactive Messaging are asked about every channel of the application.
 */
record ForwardingChannels(Set<String> names) {

    @Inject
    ForwardingChannels(EventStoreBuildTimeConfig config) {
        this(Stream.of(config.forwarding().durable().channel(), config.forwarding().afterCommit().channel())
                .flatMap(Optional::stream).collect(Collectors.toUnmodifiableSet()));
    }

    boolean contain(String channel) {
        return names.contains(channel);
    }

    /** The one of them that is handed to its connector, if it is one. */
    Optional<String> handedToConnector(List<String> channels, boolean isConnector) {
        return isConnector && channels.size() == 1 ? channels.stream().filter(this::contain).findFirst() : Optional.empty();
    }
}
