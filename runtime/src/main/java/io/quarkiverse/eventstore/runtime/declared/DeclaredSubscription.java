package io.quarkiverse.eventstore.runtime.declared;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.invoke.Invoker;

import io.quarkiverse.eventstore.EventStoreSession;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.subscription.StartFrom;
import io.quarkiverse.eventstore.subscription.SubscriptionOptions;
import io.quarkiverse.eventstore.subscription.Subscriptions;
import io.smallrye.mutiny.Uni;

/**
 * A subscription that a class declares: gives each event to the one handler method for it.
 */
public final class DeclaredSubscription {

    private final SubscriptionDefinition definition;
    private final List<HandlerMethod> methods;

    private DeclaredSubscription(SubscriptionDefinition definition, List<HandlerMethod> methods) {
        this.definition = definition;
        this.methods = methods;
    }

    /** @param invokers those of the handlers, in the same order */
    @SuppressWarnings("unchecked")
    public static DeclaredSubscription of(SubscriptionDefinition definition, Invoker<?, ?>[] invokers) {
        List<HandlerMethod> methods = new ArrayList<>();
        for (HandlerSignature signature : definition.handlers()) {
            methods.add(HandlerMethod.of(signature, (Invoker<Object, Object>) invokers[methods.size()]));
        }
        return new DeclaredSubscription(definition, List.copyOf(methods));
    }

    String name() {
        return definition.options().name();
    }

    /** @param startFrom where it begins the first time; empty for what the class declares */
    Uni<Void> start(Subscriptions subscriptions, Optional<StartFrom> startFrom) {
        SubscriptionOptions options = definition.options();
        return start(subscriptions, startFrom.map(options::withStartFrom).orElse(options), definition.eventType());
    }

    private <E> Uni<Void> start(Subscriptions subscriptions, SubscriptionOptions options, Class<E> eventType) {
        return switch (definition.kind()) {
            case EVENTS -> subscriptions.start(options, eventType, this::handle);
            case BATCHES -> subscriptions.startBatches(options, eventType, methods.get(0)::call);
            case TRANSACTIONS -> subscriptions.startTransactional(options, eventType, this::handle);
        };
    }

    private Uni<Void> handle(RecordedEvent<?> event) {
        return method(event)
                .map(method -> method.call(method.argument(event)))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private Uni<Void> handle(RecordedEvent<?> event, EventStoreSession session) {
        return method(event)
                .map(method -> method.call(method.argument(event), session))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    /** The first that takes it is the most specific one. */
    private Optional<HandlerMethod> method(RecordedEvent<?> event) {
        return methods.stream().filter(method -> method.takes(event.data())).findFirst();
    }
}
