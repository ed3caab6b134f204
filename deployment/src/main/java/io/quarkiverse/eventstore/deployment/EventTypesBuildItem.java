package io.quarkiverse.eventstore.deployment;

import java.util.List;

import io.quarkus.builder.item.SimpleBuildItem;

/** The event types of the application, ordered by stored name. */
final class EventTypesBuildItem extends SimpleBuildItem {

    private final List<EventTypeDefinition> types;

    EventTypesBuildItem(List<EventTypeDefinition> types) {
        this.types = List.copyOf(types);
    }

    List<EventTypeDefinition> types() {
        return types;
    }
}
