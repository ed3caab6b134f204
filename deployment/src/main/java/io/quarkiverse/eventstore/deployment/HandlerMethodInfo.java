package io.quarkiverse.eventstore.deployment;

import java.util.stream.Collectors;

import org.jboss.jandex.DotName;
import org.jboss.jandex.MethodInfo;

import io.quarkiverse.eventstore.runtime.declared.HandlerKind;
import io.quarkiverse.eventstore.subscription.HandlerThread;

/** A handler method of a declared subscription. */
record HandlerMethodInfo(MethodInfo method, HandlerParameterInfo parameter, boolean hasSession, boolean returnsUni,
        HandlerThread thread) {

    DotName eventType() {
        return parameter.eventType();
    }

    HandlerKind kind() {
        if (parameter.isBatch()) {
            return HandlerKind.BATCHES;
        }
        return hasSession ? HandlerKind.TRANSACTIONS : HandlerKind.EVENTS;
    }

    @Override
    public String toString() {
        return name(method);
    }

    static String name(MethodInfo method) {
        return method.declaringClass().name() + "." + method.name() + method.parameterTypes().stream()
                .map(type -> type.name().withoutPackagePrefix())
                .collect(Collectors.joining(", ", "(", ")"));
    }
}
