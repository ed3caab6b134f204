package io.quarkiverse.eventstore.deployment.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.deployment.subscriptions.CartEvent.Opened;
import io.quarkiverse.eventstore.subscription.Subscription;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;

class SubscriptionHungTest {

    private static final Logger STOPS = Logger
            .getLogger("io.quarkiverse.eventstore.runtime.beans.SubscriptionsShutdown");
    private static final Waits WAITS = new Waits();

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.started()
            .overrideRuntimeConfigKey("quarkus.event-store.subscriptions.shutdown-timeout", "1s")
            .setBeforeAllCustomizer(() -> STOPS.addHandler(WAITS))
            .setAfterUndeployListener(() -> {
                STOPS.removeHandler(WAITS);
                assertThat(WAITS.count).hasValue(1);
            });

    @Inject
    EventStore store;

    @Inject
    Hung hung;

    @Test
    void a_handler_that_does_not_end_is_waited_for_once() throws InterruptedException {
        store.appendToStream("cart-1", List.of(new Opened("Ann"))).await().atMost(Duration.ofSeconds(10));

        assertThat(hung.isCalled.await(10, TimeUnit.SECONDS)).isTrue();
    }

    /** Each wait that was in vain is logged. */
    private static final class Waits extends Handler {

        private final AtomicInteger count = new AtomicInteger();

        @Override
        public void publish(LogRecord record) {
            count.incrementAndGet();
        }

        @Override
        public void flush() {
        }

        @Override
        public void close() {
        }
    }

    @Subscription(name = "hung")
    static class Hung {

        final CountDownLatch isCalled = new CountDownLatch(1);

        Uni<Void> handle(Opened opened) {
            isCalled.countDown();
            return Uni.createFrom().nothing();
        }
    }
}
