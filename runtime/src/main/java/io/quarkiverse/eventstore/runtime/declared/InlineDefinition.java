package io.quarkiverse.eventstore.runtime.declared;

import java.util.List;

/**
 * What the build knows of a class with inline methods.
 *
 * @param eventType a common type of all events that they take, as narrow as possible
 * @param handlers the methods, those with the more specific event types first
 * @param hasSession for each method whether it takes the session
 */
public record InlineDefinition(String name, Class<?> eventType, List<HandlerSignature> handlers, List<Boolean> hasSession) {

    public InlineDefinition {
        handlers = List.copyOf(handlers);
        hasSession = List.copyOf(hasSession);
    }
}
