package io.quarkiverse.eventstore.runtime.declared;

import jakarta.enterprise.invoke.Invoker;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;

/**
 * A method of a bean that can be called.
 *
 * @param name the method, for messages
 * @param returnsUni whether its work is done when the {@code Uni} that it returns completes, not when it returns
 */
record BeanMethod(String name, boolean returnsUni, Invoker<Object, Object> invoker) {

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
        return returnsUni ? requireUni(result) : Uni.createFrom().voidItem();
    }

    private Uni<?> requireUni(@Nullable Object result) {
        if (result == null) {
            throw new IllegalStateException("Method " + name + ": expected it to return a Uni, but it returned null.");
        }
        return (Uni<?>) result;
    }
}
