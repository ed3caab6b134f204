package io.quarkiverse.eventstore.deployment;

import java.util.Optional;

import io.quarkus.builder.item.MultiBuildItem;

/** A way to forward events to an outgoing channel. */
final class ForwardingBuildItem extends MultiBuildItem {

    private final String kind;
    private final String startupClass;
    private final Optional<String> channel;

    /**
     * @param kind its name in the configuration
     * @param startupClass named, not referred to: it cannot be loaded without the extension Quarkus Messaging
     * @param channel where to; none if it is not wanted
     */
    ForwardingBuildItem(String kind, String startupClass, Optional<String> channel) {
        this.kind = kind;
        this.startupClass = startupClass;
        this.channel = channel;
    }

    String startupClass() {
        return startupClass;
    }

    Optional<String> channel() {
        return channel;
    }

    /** The property that names the channel. */
    @Override
    public String toString() {
        return "quarkus.event-store.forwarding." + kind + ".channel";
    }
}
