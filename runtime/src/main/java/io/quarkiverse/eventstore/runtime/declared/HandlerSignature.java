package io.quarkiverse.eventstore.runtime.declared;

/**
 * What a handler method takes and gives.
 *
 * @param method the method, for messages
 * @param eventType it is given events of this type
 * @param takesRecordedEvent whether it is given the recorded event, not the domain event alone
 * @param returnsUni whether its work is done when the {@code Uni} that it returns completes, not when it returns
 */
public record HandlerSignature(String method, Class<?> eventType, boolean takesRecordedEvent, boolean returnsUni) {
}
