package io.quarkiverse.eventstore.runtime.declared;

import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.invoke.Invoker;

import io.quarkiverse.eventstore.EventStoreSession;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.projection.InlineProjection;
import io.quarkus.arc.Arc;
import io.smallrye.mutiny.Uni;

/**
 * An inline projection that the methods of a class are: gives each event to the one method for it.
 */
public final class DeclaredInlineProjection implements InlineProjection<Object> {

    private final InlineDefinition definition;
    private final List<HandlerMethod> methods;

    private DeclaredInlineProjection(InlineDefinition definition, List<HandlerMethod> methods) {
        this.definition = definition;
        this.methods = methods;
    }

    /** @param invokers those of the methods, in the same order */
    @SuppressWarnings("unchecked")
    public static DeclaredInlineProjection of(InlineDefinition definition, Invoker<?, ?>[] invokers) {
        List<HandlerMethod> methods = new ArrayList<>();
        for (HandlerSignature signature : definition.handlers()) {
            methods.add(new HandlerMethod(signature, (Invoker<Object, Object>) invokers[methods.size()]));
        }
        return new DeclaredInlineProjection(definition, List.copyOf(methods));
    }

    @Override
    public String name() {
        return definition.name();
    }

    @Override
    @SuppressWarnings("unchecked")
    public Class<Object> eventType() {
        return (Class<Object>) definition.eventType();
    }

    /** The first method that takes the event is the most specific one. */
    @Override
    public Uni<Void> project(RecordedEvent<Object> event, EventStoreSession session) {
        for (int i = 0; i < methods.size(); i++) {
            HandlerMethod method = methods.get(i);
            if (method.takes(event.data())) {
                Object argument = method.argument(event);
                return definition.hasSession().get(i) ? call(method, argument, session) : call(method, argument);
            }
        }
        return Uni.createFrom().voidItem();
    }

    /** In the request of the append, if it has one. */
    private static Uni<Void> call(HandlerMethod method, Object... arguments) {
        return Arc.container().requestContext().isActive() ? method.callInRequest(arguments) : method.call(arguments);
    }
}
