package io.quarkiverse.eventstore.deployment;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;

/** The types and packages that the configuration takes out. */
final class EventTypeExclusions {

    private static final String PACKAGE_SUFFIX = ".*";

    private final Set<String> types;
    private final Set<String> packages;

    private EventTypeExclusions(Set<String> types, Set<String> packages) {
        this.types = types;
        this.packages = packages;
    }

    static EventTypeExclusions of(Collection<String> excluded) {
        Set<String> types = new HashSet<>();
        Set<String> packages = new HashSet<>();
        for (String name : excluded) {
            String stripped = name.strip();
            if (stripped.endsWith(PACKAGE_SUFFIX)) {
                packages.add(stripped.substring(0, stripped.length() - PACKAGE_SUFFIX.length()));
            } else {
                types.add(stripped);
            }
        }
        return new EventTypeExclusions(types, packages);
    }

    boolean contain(DotName type) {
        return types.contains(type.toString()) || packages.contains(type.packagePrefix());
    }

    void reportUnknown(IndexView index, EventTypeProblems problems) {
        types.stream()
                .filter(name -> index.getClassByName(name) == null)
                .forEach(name -> report(name, problems));
        packages.stream()
                .filter(name -> index.getClassesInPackage(name).isEmpty())
                .forEach(name -> report(name + PACKAGE_SUFFIX, problems));
    }

    private static void report(String name, EventTypeProblems problems) {
        problems.add(EventTypeProblems.EXCLUDE + ": expected classes (com.acme.Shape, com.acme.Shape$Circle) and packages"
                + " (com.acme.*) of the application, but " + name + " is none; correct it or remove it.");
    }
}
