package io.quarkiverse.eventstore.deployment.eventtypes.library;

import io.quarkiverse.eventstore.serialization.EventType;

/** What an indexed library may contain. */
public final class LibraryEvents {

    private LibraryEvents() {
    }

    public sealed interface Outcome {
    }

    public record Unmarked() implements Outcome {
    }

    @EventType
    public record Marked() implements Outcome {
    }
}
