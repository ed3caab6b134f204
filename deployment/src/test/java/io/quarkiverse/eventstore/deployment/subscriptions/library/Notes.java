package io.quarkiverse.eventstore.deployment.subscriptions.library;

import io.quarkiverse.eventstore.projection.Clear;
import io.quarkiverse.eventstore.serialization.EventType;
import io.smallrye.mutiny.Uni;

/** Classes with methods for the extension, to be extended elsewhere. */
public abstract class Notes {

    @EventType("Noted")
    public record Noted(String text) {
    }

    protected void on(Noted event) {
    }

    /** What a projection could inherit. */
    public abstract static class Emptied {

        @Clear
        protected Uni<Void> clear() {
            return Uni.createFrom().voidItem();
        }
    }
}
