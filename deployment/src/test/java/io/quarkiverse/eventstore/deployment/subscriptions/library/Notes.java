package io.quarkiverse.eventstore.deployment.subscriptions.library;

import io.quarkiverse.eventstore.serialization.EventType;

/** A class with a handler method, to be extended elsewhere. */
public abstract class Notes {

    @EventType("Noted")
    public record Noted(String text) {
    }

    protected void on(Noted event) {
    }
}
