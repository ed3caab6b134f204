package io.quarkiverse.eventstore.deployment;

import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;

import io.quarkiverse.eventstore.serialization.EventType;

/**
 * Finds the event classes: those that the application's own sealed interfaces permit, and those that carry {@code @EventType}.
 */
final class EventTypeCollector {

    static final DotName EVENT_TYPE = DotName.createSimple(EventType.class);

    private final IndexView index;
    private final EventTypeExclusions exclusions;
    private final EventTypeProblems problems;
    private final SortedMap<DotName, ClassInfo> found = new TreeMap<>();
    private final Set<DotName> visited = new HashSet<>();

    EventTypeCollector(IndexView index, EventTypeExclusions exclusions, EventTypeProblems problems) {
        this.index = index;
        this.exclusions = exclusions;
        this.problems = problems;
    }

    /** The event classes, ordered by class name. */
    Collection<ClassInfo> collect(Collection<ClassInfo> ownTypes) {
        ownTypes.stream()
                .filter(this::isFamily)
                .filter(type -> type.interfaceNames().stream().noneMatch(this::isFamily))
                .filter(type -> !exclusions.contain(type.name()))
                .sorted(Comparator.comparing(ClassInfo::name))
                .forEach(this::addPermitted);
        index.getAnnotations(EVENT_TYPE).stream()
                .map(AnnotationInstance::target)
                .map(target -> target.asClass())
                .filter(type -> !exclusions.contain(type.name()))
                .forEach(this::addAnnotated);
        return found.values();
    }

    /** Sealed and without type parameters: a generic one is rather a result or an option than a family of events. */
    private boolean isFamily(ClassInfo type) {
        return type.isInterface() && type.isSealed() && type.typeParameters().isEmpty();
    }

    /** A family within a family is reached through the outer one, so that excluding the outer one suffices. */
    private boolean isFamily(DotName name) {
        ClassInfo type = index.getClassByName(name);
        return type != null && isFamily(type);
    }

    private void addPermitted(ClassInfo sealed) {
        sealed.permittedSubclasses().stream()
                .filter(name -> !exclusions.contain(name))
                .filter(visited::add)
                .sorted()
                .forEach(name -> addPermitted(sealed, name));
    }

    private void addPermitted(ClassInfo sealed, DotName name) {
        ClassInfo type = index.getClassByName(name);
        if (type == null) {
            problems.add("Sealed type " + sealed.name() + ": expected its permitted types in the application's index, but "
                    + name + " is not there; index it, or take the sealed type out with " + EventTypeProblems.EXCLUDE + ".");
        } else if (isConcrete(type)) {
            found.put(name, type);
        } else if (!type.isSealed()) {
            problems.add(type, "a record, a final class or a sealed type, for " + sealed.name() + " permits it",
                    "it is open, and what extends it has no stored name", "make it one of them");
        }
        if (type != null && type.isSealed() && !type.isEnum()) {
            addPermitted(type);
        }
    }

    private void addAnnotated(ClassInfo type) {
        if (isConcrete(type)) {
            found.put(type.name(), type);
        } else {
            problems.add(type, "@EventType on a class that has instances", "it is " + kind(type),
                    "annotate the classes that extend it");
        }
    }

    private static boolean isConcrete(ClassInfo type) {
        return type.isEnum() || !Modifier.isAbstract(type.flags());
    }

    private static String kind(ClassInfo type) {
        if (type.isAnnotation()) {
            return "an annotation";
        }
        return type.isInterface() ? "an interface" : "an abstract class";
    }
}
