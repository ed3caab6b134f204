package io.quarkiverse.eventstore.deployment;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassInfo;
import org.jspecify.annotations.Nullable;

/** Gives event classes their stored names; a name belongs to one class, be it present or former. */
final class EventTypeNames {

    private static final int MAX_LENGTH = 255;
    private static final String FORMERLY = " (formerly)";

    private final EventTypeProblems problems;
    private final Map<String, SortedMap<String, String>> usersByName = new TreeMap<>();

    EventTypeNames(EventTypeProblems problems) {
        this.problems = problems;
    }

    EventTypeDefinition define(ClassInfo type) {
        AnnotationInstance annotation = type.declaredAnnotation(EventTypeCollector.EVENT_TYPE);
        String name = presentName(type, annotation);
        List<String> formerly = formerNames(annotation);
        use(type, name, "");
        for (String former : formerly) {
            if (former.equals(name)) {
                problems.add("Event class " + type.name() + ": expected former names that differ from its present one, but"
                        + " formerly contains \"" + former + "\", too; remove it there.");
            } else {
                use(type, former, FORMERLY);
            }
        }
        return new EventTypeDefinition(name, type.name(), formerly);
    }

    void reportClashes() {
        usersByName.forEach((name, users) -> {
            if (users.size() > 1) {
                problems.add("Event type name \"" + name + "\": expected one class, but " + enumerate(users)
                        + " use it; give one of them another name with @EventType(\"…\"), or take one out with "
                        + EventTypeProblems.EXCLUDE + ".");
            }
        });
    }

    private static String presentName(ClassInfo type, @Nullable AnnotationInstance annotation) {
        AnnotationValue value = annotation == null ? null : annotation.value();
        return value != null ? value.asString() : type.simpleName();
    }

    private static List<String> formerNames(@Nullable AnnotationInstance annotation) {
        AnnotationValue formerly = annotation == null ? null : annotation.value("formerly");
        return formerly == null ? List.of() : Arrays.stream(formerly.asStringArray()).distinct().sorted().toList();
    }

    private void use(ClassInfo type, String name, String remark) {
        if (name.isBlank()) {
            refuse(type, remark, "is blank");
        } else if (name.length() > MAX_LENGTH) {
            refuse(type, remark, "has " + name.length());
        } else if (name.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
            refuse(type, remark, "contains a NUL character or half of a surrogate pair");
        } else {
            usersByName.computeIfAbsent(name, key -> new TreeMap<>()).put(type.name().toString(), remark);
        }
    }

    private void refuse(ClassInfo type, String remark, String finding) {
        problems.add(type, "stored names of 1 to " + MAX_LENGTH + " characters",
                (remark.isEmpty() ? "its name " : "a former one ") + finding, "correct @EventType");
    }

    private static String enumerate(SortedMap<String, String> users) {
        List<String> texts = users.entrySet().stream().map(user -> user.getKey() + user.getValue()).toList();
        int last = texts.size() - 1;
        return String.join(", ", texts.subList(0, last)) + " and " + texts.get(last);
    }
}
