package io.quarkiverse.eventstore.deployment;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jspecify.annotations.Nullable;

/**
 * The event classes with their supertypes, that is, what a handler can take. {@code Object} stands for all; other types of the
 * JDK stand for none, even if some event class happens to extend them.
 */
final class EventFamilies {

    private final IndexView index;
    private final SortedMap<DotName, Set<DotName>> supertypes = new TreeMap<>();

    EventFamilies(IndexView index, List<EventTypeDefinition> types) {
        this.index = index;
        types.forEach(type -> supertypes.put(type.className(), withSupertypes(type.className())));
    }

    /** Whether some event class is of the type. */
    boolean contain(DotName type) {
        return !eventClasses(type).isEmpty();
    }

    /** The event classes that are of the type, in order. */
    List<DotName> eventClasses(DotName type) {
        return supertypes.keySet().stream().filter(eventClass -> isOf(eventClass, type)).toList();
    }

    /** Event types before their supertypes. */
    Comparator<DotName> mostSpecificFirst() {
        return Comparator.<DotName> comparingInt(type -> withSupertypes(type).size()).reversed()
                .thenComparing(Comparator.naturalOrder());
    }

    boolean isMoreSpecific(DotName type, DotName other) {
        return other.equals(DotName.OBJECT_NAME) || withSupertypes(type).contains(other);
    }

    /** The type with the fewest event classes among those that all of the types are of. */
    DotName commonType(List<DotName> types) {
        Set<DotName> common = new HashSet<>(withSupertypes(types.get(0)));
        types.forEach(type -> common.retainAll(withSupertypes(type)));
        return common.stream()
                .min(Comparator.<DotName> comparingInt(type -> eventClasses(type).size()).thenComparing(mostSpecificFirst()))
                .orElse(DotName.OBJECT_NAME);
    }

    private boolean isOf(DotName eventClass, DotName type) {
        return type.equals(DotName.OBJECT_NAME) || withSupertypes(eventClass).contains(type);
    }

    private Set<DotName> withSupertypes(DotName type) {
        Set<DotName> known = supertypes.get(type);
        return known == null ? collect(type, new HashSet<>()) : known;
    }

    private Set<DotName> collect(@Nullable DotName type, Set<DotName> collected) {
        if (type == null || type.toString().startsWith("java.") || !collected.add(type)) {
            return collected;
        }
        ClassInfo info = index.getClassByName(type);
        if (info != null) {
            collect(info.superName(), collected);
            info.interfaceNames().forEach(name -> collect(name, collected));
        }
        return collected;
    }
}
