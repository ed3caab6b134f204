package io.quarkiverse.eventstore.deployment.eventtypes.geometry;

/** Sealed types that are no events, and could not be. */
public final class Shapes {

    private Shapes() {
    }

    public sealed interface Shape {
    }

    public record Circle<N>(N radius) implements Shape {
    }
}
