package io.quarkiverse.eventstore.embedded.postgresql.deployment;

import java.util.logging.Level;
import java.util.logging.Logger;

import io.quarkus.deployment.IsDockerWorking;

/**
 * The answer to whether a container engine runs here, found once per JVM.
 */
final class ContainerEngine {

    /** A system property, because every build of an application loads this class anew. */
    private static final String AVAILABLE = "quarkus-event-store-container-engine-available";

    private static final Logger TESTCONTAINERS = Logger.getLogger("org.testcontainers");

    private ContainerEngine() {
    }

    static boolean isAvailable() {
        if (System.getProperty(AVAILABLE) == null) {
            // The check builds a configuration of its own, which asks again: that inner one needs no defaults of ours.
            System.setProperty(AVAILABLE, "true");
            System.setProperty(AVAILABLE, String.valueOf(check()));
        }
        return Boolean.getBoolean(AVAILABLE);
    }

    /** Checks as Quarkus does, without the error that Testcontainers logs when there is no engine: here that is no error. */
    private static boolean check() {
        var level = TESTCONTAINERS.getLevel();
        TESTCONTAINERS.setLevel(Level.OFF);
        try {
            return new IsDockerWorking(true).getAsBoolean();
        } finally {
            TESTCONTAINERS.setLevel(level);
        }
    }
}
