package io.quarkiverse.eventstore.deployment.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.deployment.subscriptions.CartEvent.Opened;
import io.quarkiverse.eventstore.subscription.Subscription;
import io.quarkus.test.QuarkusUnitTest;

class SubscriptionStartFromRefusedTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.started()
            .overrideRuntimeConfigKey("quarkus.event-store.subscriptions.declared.\"cart\".start-from", "-1")
            .assertException(failure -> assertThat(failure).hasStackTraceContaining(
                    "quarkus.event-store.subscriptions.declared.\"cart\".start-from: expected beginning, end or a position, "
                            + "but it is '-1'."));

    @Test
    void a_start_that_says_nothing_fails_the_start_of_the_application() {
        fail();
    }

    @Subscription(name = "cart")
    static class Declared {

        void on(Opened event) {
        }
    }
}
