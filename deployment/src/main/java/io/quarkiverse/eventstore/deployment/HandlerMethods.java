package io.quarkiverse.eventstore.deployment;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;

import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.Type;

import io.quarkiverse.eventstore.EventStoreSession;
import io.quarkiverse.eventstore.subscription.HandlerThread;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Uni;

/** Finds the handler methods of a class, and refuses those that cannot be called. */
final class HandlerMethods {

    private static final DotName SESSION = DotName.createSimple(EventStoreSession.class);
    private static final DotName UNI = DotName.createSimple(Uni.class);
    private static final DotName VOID = DotName.createSimple(Void.class);
    private static final DotName BLOCKING = DotName.createSimple(Blocking.class);
    private static final DotName VIRTUAL_THREAD = DotName.createSimple(RunOnVirtualThread.class);
    private static final DotName OBSERVES = DotName.createSimple(Observes.class);
    private static final DotName OBSERVES_ASYNC = DotName.createSimple(ObservesAsync.class);

    private final BeanMethods beanMethods;
    private final EventFamilies families;
    private final DeclarationKind kind;
    private final String name;
    private final ClassInfo beanClass;

    HandlerMethods(BeanMethods beanMethods, EventFamilies families, DeclarationKind kind, String name) {
        this.beanMethods = beanMethods;
        this.families = families;
        this.kind = kind;
        this.name = name;
        this.beanClass = beanMethods.beanClass();
    }

    /** Those with the most specific event types first. */
    List<HandlerMethodInfo> find(Predicate<MethodInfo> isWanted) {
        List<HandlerMethodInfo> found = new ArrayList<>();
        beanMethods.find(method -> canBeHandler(method) && isWanted.test(method))
                .forEach(method -> handler(method).ifPresent(found::add));
        found.sort((one, other) -> families.mostSpecificFirst().compare(one.eventType(), other.eventType()));
        return found;
    }

    private static boolean canBeHandler(MethodInfo method) {
        return !method.isConstructor() && !method.isStaticInitializer()
                && !Modifier.isStatic(method.flags())
                && !Modifier.isPrivate(method.flags())
                && method.parametersCount() > 0
                && !method.hasAnnotation(OBSERVES) && !method.hasAnnotation(OBSERVES_ASYNC);
    }

    private Optional<HandlerMethodInfo> handler(MethodInfo method) {
        return HandlerParameterInfo.of(method.parameterType(0), families).map(parameter -> {
            requireEvents(method, parameter);
            requireParameters(method, parameter);
            requireResult(method);
            requireAccess(method);
            return new HandlerMethodInfo(method, parameter, method.parametersCount() == 2, returnsUni(method), thread(method));
        });
    }

    private void requireEvents(MethodInfo method, HandlerParameterInfo parameter) {
        if (!parameter.isTold()) {
            throw problem(method, "to say which events it takes", "its first parameter has no class as type argument",
                    "declare RecordedEvent<…> with an event type");
        }
        if (!families.contain(parameter.eventType())) {
            throw problem(method, "to take an event type", "no event class is a " + parameter.eventType(),
                    "seal the interface of its events or annotate their classes with @EventType");
        }
    }

    private void requireParameters(MethodInfo method, HandlerParameterInfo parameter) {
        if (parameter.isBatch() && method.parametersCount() > 1) {
            throw problem(method, "to have the batch as its only parameter", "it has " + method.parametersCount(),
                    "take the events one by one if they need an EventStoreSession");
        }
        boolean isSuitable = method.parametersCount() == 1
                || (method.parametersCount() == 2 && method.parameterType(1).name().equals(SESSION));
        if (!isSuitable) {
            throw problem(method, "to have at most an EventStoreSession as further parameter", "it has others", kind.wayOut());
        }
    }

    private void requireResult(MethodInfo method) {
        boolean isVoid = method.returnType().kind() == Type.Kind.VOID;
        boolean isUniVoid = returnsUni(method) && method.returnType().kind() == Type.Kind.PARAMETERIZED_TYPE
                && method.returnType().asParameterizedType().arguments().get(0).name().equals(VOID);
        if (!isVoid && !isUniVoid) {
            throw problem(method, "to return " + kind.results(), "it returns " + method.returnType(), kind.wayOut());
        }
    }

    private void requireAccess(MethodInfo method) {
        if (!beanMethods.isCallable(method)) {
            throw problem(method, "to be public, since class " + beanClass.name() + " inherits it from another package",
                    "it is not", "declare it public");
        }
    }

    private HandlerThread thread(MethodInfo method) {
        if (isAnnotated(method, VIRTUAL_THREAD)) {
            return HandlerThread.VIRTUAL_THREAD;
        }
        return !returnsUni(method) || isAnnotated(method, BLOCKING) ? HandlerThread.WORKER : HandlerThread.EVENT_LOOP;
    }

    private boolean isAnnotated(MethodInfo method, DotName annotation) {
        return method.hasDeclaredAnnotation(annotation) || beanClass.hasDeclaredAnnotation(annotation);
    }

    private static boolean returnsUni(MethodInfo method) {
        return method.returnType().name().equals(UNI);
    }

    private RuntimeException problem(MethodInfo method, String expectation, String finding, String wayOut) {
        return SubscriptionProblem.of(kind.title(), name, "method " + HandlerMethodInfo.name(method) + " " + expectation,
                finding,
                wayOut);
    }
}
