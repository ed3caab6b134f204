package io.quarkiverse.eventstore.deployment;

import io.quarkus.builder.item.SimpleBuildItem;

/** The back end that the configuration chose. */
public final class SelectedBackendBuildItem extends SimpleBuildItem {

    private final String name;

    SelectedBackendBuildItem(String name) {
        this.name = name;
    }

    /** Tells whether it is the back end of that name. */
    public boolean is(String backend) {
        return name.equals(backend);
    }
}
