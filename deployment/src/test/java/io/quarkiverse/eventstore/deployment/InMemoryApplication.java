package io.quarkiverse.eventstore.deployment;

import java.util.function.Consumer;

import org.jboss.shrinkwrap.api.spec.JavaArchive;

import io.quarkus.test.QuarkusUnitTest;

/** Applications whose store is in memory: nothing of them needs a database. */
public final class InMemoryApplication {

    private InMemoryApplication() {
    }

    /** Consists of the test class, what is nested in it, and these classes. */
    public static QuarkusUnitTest of(Class<?>... classes) {
        return of(jar -> jar.addClasses(classes));
    }

    /** Consists of the test class, what is nested in it, and what is added. */
    public static QuarkusUnitTest of(Consumer<JavaArchive> addition) {
        return new QuarkusUnitTest()
                .withApplicationRoot(jar -> addition.accept(jar.addClass(InMemoryApplication.class)))
                .overrideConfigKey("quarkus.event-store.backend", "in-memory")
                .overrideConfigKey("quarkus.datasource.db-kind", "postgresql")
                .overrideConfigKey("quarkus.datasource.devservices.enabled", "false");
    }
}
