package io.quarkiverse.eventstore.deployment.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.inject.spi.DeploymentException;

import io.quarkiverse.eventstore.deployment.InMemoryApplication;
import io.quarkus.test.QuarkusUnitTest;

/** Applications without a database that know {@link CartEvent}s; they consist of the test class and what is nested in it. */
final class Application {

    private static final String PACKAGE = "io.quarkiverse.eventstore.deployment.subscriptions.";

    private Application() {
    }

    static QuarkusUnitTest started() {
        return InMemoryApplication.of(jar -> jar.addClasses(Application.class, Received.class, CartEvent.class)
                .addClasses(CartEvent.class.getDeclaredClasses()));
    }

    /** @param message with {@code ~} for this package */
    static QuarkusUnitTest refused(String message) {
        return started().assertException(failure -> assertThat(failure)
                .isInstanceOf(DeploymentException.class)
                .hasMessage(message.replace("~", PACKAGE)));
    }
}
