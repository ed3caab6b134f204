package io.quarkiverse.eventstore.deployment.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.deployment.subscriptions.CartEvent.Opened;
import io.quarkiverse.eventstore.subscription.Subscription;
import io.quarkiverse.eventstore.subscription.SubscriptionOptions;
import io.quarkiverse.eventstore.subscription.Subscriptions;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;

class SubscriptionStartFailsTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.started().assertException(failure -> assertThat(failure)
            .hasStackTraceContaining("Subscription twice: expected it not to run on this node yet, but it does."));

    @Test
    void a_subscription_that_cannot_start_fails_the_start_of_the_application() {
        fail();
    }

    @Singleton
    static class Starter {

        void onStart(@Observes StartupEvent event, Subscriptions subscriptions) {
            subscriptions.start(SubscriptionOptions.named("twice"), CartEvent.class, recorded -> Uni.createFrom().voidItem())
                    .await().indefinitely();
        }
    }

    @Subscription(name = "twice")
    static class Declared {

        void on(Opened event) {
        }
    }
}
