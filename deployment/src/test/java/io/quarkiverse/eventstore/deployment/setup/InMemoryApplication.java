package io.quarkiverse.eventstore.deployment.setup;

import io.quarkus.test.QuarkusUnitTest;

/** Applications whose store is in memory: nothing of them needs a database. */
final class InMemoryApplication {

    private InMemoryApplication() {
    }

    static QuarkusUnitTest of(Class<?>... classes) {
        return new QuarkusUnitTest()
                .withApplicationRoot(jar -> jar.addClasses(InMemoryApplication.class).addClasses(classes))
                .overrideConfigKey("quarkus.event-store.backend", "in-memory")
                .overrideConfigKey("quarkus.datasource.db-kind", "postgresql")
                .overrideConfigKey("quarkus.datasource.devservices.enabled", "false");
    }
}
