package io.quarkiverse.eventstore.deployment.eventtypes.geometry;

/** Permits a class that a test can leave out. */
public sealed interface Solid permits Cube {
}
