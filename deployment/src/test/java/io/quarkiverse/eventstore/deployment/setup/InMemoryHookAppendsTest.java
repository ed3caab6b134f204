package io.quarkiverse.eventstore.deployment.setup;

import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.deployment.InMemoryApplication;
import io.quarkus.test.QuarkusUnitTest;

class InMemoryHookAppendsTest extends HooksThatAppend {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = InMemoryApplication.of(CLASSES);
}
