package io.quarkiverse.eventstore.runtime.declared;

import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.invoke.Invoker;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.EventStoreSession;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.projection.InlineProjection;
import io.quarkiverse.eventstore.runtime.declared.InlineDefinition.ClearSignature;
import io.quarkus.arc.Arc;
import io.smallrye.mutiny.Uni;

/**
 * An inline projection that the methods of a class are: gives each event to the one method for it.
 */
public final class DeclaredInlineProjection implements InlineProjection<Object> {

    private final InlineDefinition definition;
    private final List<HandlerMethod> methods;
    private final @Nullable BeanMethod clear;

    private DeclaredInlineProjection(InlineDefinition definition, List<HandlerMethod> methods, @Nullable BeanMethod clear) {
        this.definition = definition;
        this.methods = methods;
        this.clear = clear;
    }

    /** @param invokers those of the methods, in the same order, and behind them that of the one that clears, if there is one */
    @SuppressWarnings("unchecked")
    public static DeclaredInlineProjection of(InlineDefinition definition, Invoker<?, ?>[] invokers) {
        List<HandlerMethod> methods = new ArrayList<>();
        for (HandlerSignature signature : definition.handlers()) {
            methods.add(HandlerMethod.of(signature, (Invoker<Object, Object>) invokers[methods.size()]));
        }
        ClearSignature clear = definition.clear();
        return new DeclaredInlineProjection(definition, List.copyOf(methods), clear == null ? null
                : new BeanMethod(clear.method(), true, (Invoker<Object, Object>) invokers[methods.size()]));
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

    @Override
    public Uni<Void> clear(EventStoreSession session) {
        ClearSignature signature = definition.clear();
        if (clear == null || signature == null) {
            return Uni.createFrom().failure(new UnsupportedOperationException("Inline projection " + name()
                    + ": expected a method annotated @Clear, which empties the read model before it is rebuilt, but there is none."));
        }
        return signature.hasSession() ? call(clear, session) : call(clear);
    }

    /** The first method that takes the event is the most specific one. */
    @Override
    public Uni<Void> project(RecordedEvent<Object> event, EventStoreSession session) {
        for (int i = 0; i < methods.size(); i++) {
            HandlerMethod method = methods.get(i);
            if (method.takes(event.data())) {
                Object argument = method.argument(event);
                return definition.hasSession().get(i) ? call(method.method(), argument, session)
                        : call(method.method(), argument);
            }
        }
        return Uni.createFrom().voidItem();
    }

    /** In the request of the append, if it has one. */
    private static Uni<Void> call(BeanMethod method, Object... arguments) {
        return Arc.container().requestContext().isActive() ? method.callInRequest(arguments) : method.call(arguments);
    }
}
