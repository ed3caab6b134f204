package io.quarkiverse.eventstore.deployment.eventtypes.geometry;

/** A class that a test can leave out. */
public record Cube(int edge) implements Solid {
}
