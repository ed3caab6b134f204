package io.quarkiverse.eventstore.runtime.messaging.forwarding;

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
}
