package io.quarkiverse.eventstore.deployment;

import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Optional;

import org.jboss.jandex.ClassType;
import org.jboss.jandex.DotName;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.ParameterizedType;
import org.jboss.jandex.Type;

import io.quarkiverse.eventstore.EventStoreSession;
import io.quarkiverse.eventstore.projection.Clear;
import io.quarkiverse.eventstore.runtime.declared.InlineDefinition.ClearSignature;
import io.smallrye.mutiny.Uni;

/** Finds the method of a class that empties its read model, and refuses one that cannot be called. */
record ClearMethods(String kind, String name, BeanMethods beanMethods) {

    private static final DotName CLEAR = DotName.createSimple(Clear.class);
    private static final Type UNI_VOID = ParameterizedType.create(Uni.class, ClassType.create(Void.class));
    private static final DotName SESSION = DotName.createSimple(EventStoreSession.class);

    Optional<MethodInfo> find() {
        List<MethodInfo> found = beanMethods.annotated(CLEAR);
        if (found.size() > 1) {
            throw problem("at most one method annotated @Clear in class " + beanMethods.beanClass().name(),
                    "there are " + found.size(),
                    "have one of them call the others");
        }
        found.forEach(this::requireCallable);
        return found.stream().findFirst();
    }

    static ClearSignature signature(MethodInfo method) {
        return new ClearSignature(HandlerMethodInfo.name(method), method.parametersCount() == 1);
    }

    private void requireCallable(MethodInfo method) {
        boolean isSuitable = method.parametersCount() == 0
                || method.parametersCount() == 1 && method.parameterType(0).name().equals(SESSION);
        require(method, "to take nothing or an EventStoreSession", isSuitable, "it takes something else");
        require(method, "to return Uni<Void>", method.returnType().equals(UNI_VOID), "it returns " + method.returnType());
        require(method, "to be neither private nor static",
                !Modifier.isPrivate(method.flags()) && !Modifier.isStatic(method.flags()), "it is");
        require(method, "to be public, since class " + beanMethods.beanClass().name() + " inherits it from another package",
                beanMethods.isCallable(method), "it is not");
    }

    private void require(MethodInfo method, String expectation, boolean isMet, String finding) {
        if (!isMet) {
            throw problem("method " + HandlerMethodInfo.name(method) + " " + expectation, finding,
                    "change the method or remove @Clear");
        }
    }

    private RuntimeException problem(String expectation, String finding, String wayOut) {
        return SubscriptionProblem.of(kind, name, expectation, finding, wayOut);
    }
}
