package io.quarkiverse.eventstore.runtime.declared;

import jakarta.enterprise.invoke.Invoker;

import io.quarkiverse.eventstore.RecordedEvent;
import io.smallrye.mutiny.Uni;

/** A handler method that can be called. */
record HandlerMethod(HandlerSignature signature, BeanMethod method) {

    static HandlerMethod of(HandlerSignature signature, Invoker<Object, Object> invoker) {
        return new HandlerMethod(signature, new BeanMethod(signature.method(), signature.returnsUni(), invoker));
    }

    boolean takes(Object event) {
        return signature.eventType().isInstance(event);
    }

    Object argument(RecordedEvent<?> event) {
        return signature.takesRecordedEvent() ? event : event.data();
    }

    /** Calls it in a request of its own. */
    Uni<Void> call(Object... arguments) {
        return method.call(arguments);
    }
}
