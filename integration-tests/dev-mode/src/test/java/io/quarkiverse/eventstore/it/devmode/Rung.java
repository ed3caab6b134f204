package io.quarkiverse.eventstore.it.devmode;

import io.quarkiverse.eventstore.serialization.EventType;

/**
 * Somebody has rung the bell.
 */
@EventType("Rung")
public record Rung(int times) {
}
