package io.quarkiverse.eventstore.deployment;

import java.lang.reflect.Modifier;
import java.util.stream.Collectors;

import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.ClassInfo.NestingType;
import org.jboss.jandex.TypeVariable;

/** Refuses event classes that cannot be stored and read again. */
final class EventTypeChecks {

    private final EventTypeConstruction construction;
    private final EventTypeProblems problems;

    EventTypeChecks(EventTypeConstruction construction, EventTypeProblems problems) {
        this.construction = construction;
        this.problems = problems;
    }

    /** Reports the first objection to a class; the others often follow from it. */
    void check(ClassInfo type) {
        if (isLocal(type)) {
            problems.add(type, "a top-level or static nested class", "it is a local class", "move it out of the method");
        } else if (isInner(type)) {
            problems.add(type, "a top-level or static nested class",
                    "it is an inner class, which needs an instance of " + type.enclosingClass(), "declare it static");
        } else if (!type.typeParameters().isEmpty()) {
            problems.add(type, "a class without type parameters",
                    "it has " + typeParameters(type) + ", which is lost in the store", "write a class for each type argument");
        } else if (!construction.isPossible(type)) {
            problems.add(type, "a class that Jackson can construct",
                    "it is no record and has neither a constructor without parameters, nor a single constructor,"
                            + " nor @JsonCreator, nor @JsonDeserialize",
                    "make it a record or add one of them");
        }
    }

    private static boolean isLocal(ClassInfo type) {
        return type.nestingType() == NestingType.LOCAL || type.nestingType() == NestingType.ANONYMOUS;
    }

    private static boolean isInner(ClassInfo type) {
        return type.nestingType() == NestingType.INNER && !Modifier.isStatic(type.flags());
    }

    private static String typeParameters(ClassInfo type) {
        return type.typeParameters().stream()
                .map(TypeVariable::identifier)
                .collect(Collectors.joining(", ", "<", ">"));
    }
}
