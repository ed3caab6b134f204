package io.quarkiverse.eventstore.deployment.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.deployment.InMemoryApplication;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.test.QuarkusUnitTest;

class AfterCommitWithoutMessagingTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = InMemoryApplication.of()
            .overrideConfigKey("quarkus.event-store.forwarding.after-commit.channel", "events")
            .assertException(failure -> assertThat(failure)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessage("quarkus.event-store.forwarding.after-commit.channel: expected the extension Quarkus "
                            + "Messaging, since it is set to events, but it is missing; add, for example, "
                            + "quarkus-messaging-kafka."));

    @Test
    void forwarding_without_a_messaging_extension_fails_the_build() {
        fail("the build should have failed");
    }
}
