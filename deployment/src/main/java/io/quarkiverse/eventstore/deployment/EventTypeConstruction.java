package io.quarkiverse.eventstore.deployment;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.Type;

import io.quarkiverse.eventstore.serialization.EventSerializer;

/**
 * Tells whether Jackson finds a way to construct a class.
 * <p>
 * An application that brings its own {@link EventSerializer} decides for itself; then every class is possible.
 */
final class EventTypeConstruction {

    private static final DotName EVENT_SERIALIZER = DotName.createSimple(EventSerializer.class);
    private static final String OWN_SERIALIZERS = "io.quarkiverse.eventstore.runtime.";
    private static final DotName JACKSON_MIXIN = DotName.createSimple("io.quarkus.jackson.JacksonMixin");
    private static final DotName JSON_DESERIALIZE = DotName
            .createSimple("com.fasterxml.jackson.databind.annotation.JsonDeserialize");
    private static final DotName JSON_CREATOR = DotName.createSimple("com.fasterxml.jackson.annotation.JsonCreator");
    private static final DotName CONSTRUCTOR_PROPERTIES = DotName.createSimple("java.beans.ConstructorProperties");

    private final boolean otherSerializer;
    private final Set<DotName> mixedIn;

    EventTypeConstruction(IndexView index) {
        otherSerializer = index.getAllKnownImplementations(EVENT_SERIALIZER).stream()
                .anyMatch(type -> !type.name().toString().startsWith(OWN_SERIALIZERS));
        mixedIn = index.getAnnotations(JACKSON_MIXIN).stream()
                .flatMap(mixin -> Arrays.stream(mixin.value().asClassArray()))
                .map(Type::name)
                .collect(Collectors.toSet());
    }

    boolean isPossible(ClassInfo type) {
        return otherSerializer || type.isRecord() || type.isEnum() || isAnnotated(type) || hasSuitableConstructor(type);
    }

    private boolean isAnnotated(ClassInfo type) {
        return type.hasDeclaredAnnotation(JSON_DESERIALIZE) || type.hasAnnotation(JSON_CREATOR)
                || type.hasAnnotation(CONSTRUCTOR_PROPERTIES) || mixedIn.contains(type.name());
    }

    /** Of several constructors with parameters Jackson chooses none; a single one it calls by the names of its parameters. */
    private static boolean hasSuitableConstructor(ClassInfo type) {
        return type.hasNoArgsConstructor() || type.constructors().size() == 1;
    }
}
