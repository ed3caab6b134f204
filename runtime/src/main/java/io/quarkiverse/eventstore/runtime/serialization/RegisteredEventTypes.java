package io.quarkiverse.eventstore.runtime.serialization;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.serialization.EventTypes;

/** Looks event types up in maps that never change. */
public final class RegisteredEventTypes implements EventTypes {

    private final Map<Class<?>, String> names;
    private final Map<String, Class<?>> classes;
    private final Set<Class<?>> immutable;

    private RegisteredEventTypes(Map<Class<?>, String> names, Map<String, Class<?>> classes) {
        this.names = Map.copyOf(names);
        this.classes = Map.copyOf(classes);
        this.immutable = names.keySet().stream().filter(ImmutableTypes::contain).collect(Collectors.toUnmodifiableSet());
    }

    /** Registers event types. Fails if a name belongs to two classes, or a class has two names. */
    public static RegisteredEventTypes of(Collection<RegisteredEventType> types) {
        Map<Class<?>, String> names = new HashMap<>();
        Map<String, Class<?>> classes = new HashMap<>();
        for (RegisteredEventType type : types) {
            refuse("Event class " + type.eventClass().getName(), names.put(type.eventClass(), type.name()), type.name());
            register(classes, type.name(), type.eventClass());
            type.formerly().forEach(former -> register(classes, former, type.eventClass()));
        }
        return new RegisteredEventTypes(names, classes);
    }

    @Override
    public Optional<String> nameOf(Class<?> eventClass) {
        String name = names.get(eventClass);
        return Optional.ofNullable(name == null ? names.get(declaring(eventClass)) : name);
    }

    @Override
    public Optional<Class<?>> classOf(String storedName) {
        return Optional.ofNullable(classes.get(storedName));
    }

    @Override
    public Set<String> namesOf(Class<?> type) {
        return classes.entrySet().stream().filter(entry -> type.isAssignableFrom(entry.getValue())).map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether nobody can change an event of the class: many may be given the same one. */
    public boolean areImmutable(Class<?> eventClass) {
        return immutable.contains(eventClass);
    }

    /** An enum constant with a body has a class of its own; its enum is the event class. */
    private static Class<?> declaring(Class<?> eventClass) {
        Class<?> superclass = eventClass.getSuperclass();
        return superclass != null && superclass.isEnum() ? superclass : eventClass;
    }

    private static void register(Map<String, Class<?>> classes, String name, Class<?> eventClass) {
        Class<?> other = classes.put(name, eventClass);
        refuse("Event type name \"" + name + "\"", other == null ? null : other.getName(), eventClass.getName());
    }

    private static void refuse(String thing, @Nullable String one, String other) {
        if (one != null) {
            throw new IllegalArgumentException(thing + ": expected to be registered once, but it is for " + one
                    + " and for " + other + ".");
        }
    }
}
