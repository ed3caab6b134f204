package io.quarkiverse.eventstore.runtime.declared;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What the build knows of a class with inline methods.
 *
 * @param eventType a common type of all events that they take, as narrow as possible
 * @param handlers the methods, those with the more specific event types first
 * @param hasSession for each method whether it takes the session
 * @param clear the method that empties the read model; null if there is none
 */
public record InlineDefinition(String name, Class<?> eventType, List<HandlerSignature> handlers, List<Boolean> hasSession,
        @Nullable ClearSignature clear) {

    /**
     * What a method that empties a read model takes.
     *
     * @param method the method, for messages
     */
    public record ClearSignature(String method, boolean hasSession) {
    }

    public InlineDefinition {
        handlers = List.copyOf(handlers);
        hasSession = List.copyOf(hasSession);
    }
}
