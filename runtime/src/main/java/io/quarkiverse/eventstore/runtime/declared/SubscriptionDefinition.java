package io.quarkiverse.eventstore.runtime.declared;

import java.util.List;

import io.quarkiverse.eventstore.subscription.SubscriptionOptions;

/**
 * What the build knows of a declared subscription.
 *
 * @param eventType a common type of all events that it handles, as narrow as possible
 * @param handlers its handler methods, those with the more specific event types first
 */
public record SubscriptionDefinition(SubscriptionOptions options, Class<?> eventType, HandlerKind kind,
        List<HandlerSignature> handlers) {

    public SubscriptionDefinition {
        handlers = List.copyOf(handlers);
    }
}
