package io.quarkiverse.eventstore.deployment.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.deployment.InMemoryApplication;
import io.quarkus.test.QuarkusUnitTest;

class ShutdownTimeoutTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = InMemoryApplication.of()
            .overrideConfigKey("quarkus.event-store.subscriptions.shutdown-timeout", "0S")
            .assertException(failure -> assertThat(failure).hasStackTraceContaining(
                    "quarkus.event-store.subscriptions.shutdown-timeout").hasStackTraceContaining(
                            "expected a duration above 0, but it is 0S"));

    @Test
    void no_time_at_all_to_end_is_refused_at_the_start() {
        fail();
    }
}
