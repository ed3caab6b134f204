package io.quarkiverse.eventstore.deployment.eventtypes;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.inject.spi.DeploymentException;

import io.quarkiverse.eventstore.deployment.InMemoryApplication;
import io.quarkus.test.QuarkusUnitTest;

/** Applications without a database; they consist of the test class, what is nested in it, and what it adds. */
final class Application {

    private Application() {
    }

    static QuarkusUnitTest with(Class<?>... classes) {
        return InMemoryApplication.of(jar -> jar.addClass(Application.class).addClasses(classes));
    }

    static QuarkusUnitTest refused(String message, Class<?>... classes) {
        return with(classes).assertException(failure -> assertThat(failure)
                .isInstanceOf(DeploymentException.class)
                .hasMessage(message));
    }
}
