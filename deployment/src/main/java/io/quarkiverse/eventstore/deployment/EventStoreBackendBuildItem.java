package io.quarkiverse.eventstore.deployment;

import io.quarkus.builder.item.MultiBuildItem;

/** A back end that is on the class path; further back ends produce one each. */
public final class EventStoreBackendBuildItem extends MultiBuildItem {

    private final String name;

    /** @param name the value of {@code quarkus.event-store.backend} that chooses it */
    public EventStoreBackendBuildItem(String name) {
        this.name = name;
    }

    public String name() {
        return name;
    }
}
