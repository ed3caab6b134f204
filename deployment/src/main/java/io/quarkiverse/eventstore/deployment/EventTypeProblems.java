package io.quarkiverse.eventstore.deployment;

import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

import jakarta.enterprise.inject.spi.DeploymentException;

import org.jboss.jandex.ClassInfo;

/** Collects what is wrong with the event types, so that one build reports all of it. */
final class EventTypeProblems {

    static final String EXCLUDE = "quarkus.event-store.event-types.exclude";

    private final SortedSet<String> problems = new TreeSet<>();

    void add(String problem) {
        problems.add(problem);
    }

    void add(ClassInfo type, String expectation, String finding, String wayOut) {
        problems.add("Event class " + type.name() + ": expected " + expectation + ", but " + finding + "; " + wayOut
                + ", or take it out with " + EXCLUDE + ".");
    }

    void failIfAny() {
        if (problems.size() == 1) {
            throw new DeploymentException(problems.first());
        }
        if (!problems.isEmpty()) {
            throw new DeploymentException(problems.stream().collect(Collectors.joining("\n- ",
                    "The event types of the application have " + problems.size() + " problems:\n- ", "")));
        }
    }
}
