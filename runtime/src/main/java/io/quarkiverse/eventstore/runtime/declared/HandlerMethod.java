package io.quarkiverse.eventstore.runtime.declared;

import jakarta.enterprise.invoke.Invoker;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.RecordedEvent;
import io.smallrye.mutiny.Uni;

/** A handler method that can be called. */
record HandlerMethod(HandlerSignature signature, Invoker<Object, Object> invoker) {

    boolean takes(Object event) {
        return signature.eventType().isInstance(event);
    }

    Object argument(RecordedEvent<?> event) {
        return signature.takesRecordedEvent() ? event : event.data();
    }

    /** Calls it in a request of its own. */
    Uni<Void> call(Object... arguments) {
        return HandlerRequest.during(() -> invoke(arguments));
    }

    /** Calls it in the request that is active. */
    Uni<Void> callInRequest(Object... arguments) {
        try {
            return invoke(arguments).replaceWithVoid();
        } catch (Exception e) {
            return Uni.createFrom().failure(e);
        }
    }

    private Uni<?> invoke(Object... arguments) throws Exception {
        Object result = invoker.invoke(null, arguments);
        return signature.returnsUni() ? requireUni(result) : Uni.createFrom().voidItem();
    }

    private Uni<?> requireUni(@Nullable Object result) {
        if (result == null) {
            throw new IllegalStateException(
                    "Method " + signature.method() + ": expected it to return a Uni, but it returned null.");
        }
        return (Uni<?>) result;
    }
}
