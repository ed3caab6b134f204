package io.quarkiverse.eventstore.deployment;

import java.util.List;
import java.util.Optional;

import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;

import io.quarkiverse.eventstore.runtime.declared.HandlerKind;

/** Refuses handler methods that cannot be together in a class. */
final class HandlerMethodChecks {

    private final EventFamilies families;
    private final DeclarationKind kind;
    private final String name;
    private final List<HandlerMethodInfo> methods;

    HandlerMethodChecks(EventFamilies families, DeclarationKind kind, String name, List<HandlerMethodInfo> methods) {
        this.families = families;
        this.kind = kind;
        this.name = name;
        this.methods = methods;
    }

    void check(ClassInfo beanClass) {
        if (methods.isEmpty()) {
            throw problem("a handler method in class " + beanClass.name(), "there is none",
                    "add a method that is neither private nor static and whose first parameter is an event type, a "
                            + "RecordedEvent of one, or a List of RecordedEvents of one");
        }
        requireLoneBatch();
        requireSameAsFirst();
        checkTypes();
    }

    /** Each event has one method. */
    void checkTypes() {
        requireOneForEachType();
        methods.forEach(method -> families.eventClasses(method.eventType()).forEach(this::requireMostSpecific));
    }

    private void requireLoneBatch() {
        Optional<HandlerMethodInfo> batch = methods.stream().filter(method -> method.kind() == HandlerKind.BATCHES).findFirst();
        if (batch.isPresent() && methods.size() > 1) {
            HandlerMethodInfo other = methods.get(methods.get(0).equals(batch.get()) ? 1 : 0);
            throw problem("the method for batches " + batch.get() + " to be the only handler method of its class",
                    other + " is one, too", "put them into two classes");
        }
    }

    private void requireOneForEachType() {
        for (int i = 1; i < methods.size(); i++) {
            HandlerMethodInfo one = methods.get(i - 1);
            HandlerMethodInfo other = methods.get(i);
            if (one.eventType().equals(other.eventType())) {
                throw problem("one method for events of type " + one.eventType(), one + " and " + other + " take them",
                        kind.wayOutOfTwo());
            }
        }
    }

    private void requireSameAsFirst() {
        HandlerMethodInfo first = methods.get(0);
        for (HandlerMethodInfo other : methods) {
            if (first.hasSession() != other.hasSession()) {
                HandlerMethodInfo with = first.hasSession() ? first : other;
                HandlerMethodInfo without = first.hasSession() ? other : first;
                throw problem("all handler methods to take an EventStoreSession, or none", with + " takes one and " + without
                        + " does not", "let all take one, or put them into two classes");
            }
            if (first.thread() != other.thread()) {
                throw problem("all handler methods to be called on one kind of thread", first + " is for " + first.thread()
                        + " and " + other + " for " + other.thread(),
                        "let all return the same, with the same annotations, or put them into two classes");
            }
        }
    }

    private void requireMostSpecific(DotName eventClass) {
        List<HandlerMethodInfo> applicable = methods.stream()
                .filter(method -> families.isMoreSpecific(eventClass, method.eventType()))
                .toList();
        HandlerMethodInfo chosen = applicable.get(0);
        applicable.stream()
                .filter(other -> !families.isMoreSpecific(chosen.eventType(), other.eventType()))
                .findFirst()
                .ifPresent(other -> {
                    throw problem("one most specific method for event class " + eventClass,
                            "neither " + chosen + " nor " + other
                                    + " is more specific",
                            "add a method for that class");
                });
    }

    private RuntimeException problem(String expectation, String finding, String wayOut) {
        return SubscriptionProblem.of(kind.title(), name, expectation, finding, wayOut);
    }
}
