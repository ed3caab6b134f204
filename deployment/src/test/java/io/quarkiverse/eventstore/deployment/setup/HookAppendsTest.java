package io.quarkiverse.eventstore.deployment.setup;

import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;

class HookAppendsTest extends HooksThatAppend {

    private static final PostgresServer SERVER = PostgresServer.start();

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = SERVER.application()
            .withApplicationRoot(jar -> jar.addClasses(PostgresServer.class).addClasses(CLASSES))
            .setAfterAllCustomizer(SERVER::stop);
}
