package io.quarkiverse.eventstore.deployment.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.deployment.subscriptions.CartEvent.ItemAdded;
import io.quarkiverse.eventstore.deployment.subscriptions.CartEvent.Opened;
import io.quarkiverse.eventstore.subscription.Subscription;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;

class SubscriptionRequestContextTest {

    private static final AtomicInteger MADE = new AtomicInteger();
    private static final AtomicInteger DESTROYED = new AtomicInteger();

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.started();

    @Inject
    EventStore store;

    @Inject
    ReturningNothing returningNothing;

    @Inject
    ReturningUni returningUni;

    @BeforeEach
    void none_was_made() {
        MADE.set(0);
        DESTROYED.set(0);
    }

    @Test
    void each_event_has_a_request_context_until_the_method_returns() {
        append("void-1", new Opened("ann"), new Opened("bob"));

        List<Integer> calls = returningNothing.received.await(2);

        assertThat(calls).containsExactly(1, 2);
        await().atMost(Duration.ofSeconds(5)).until(() -> DESTROYED.get() == 2);
    }

    @Test
    void each_event_has_a_request_context_until_the_uni_completes() {
        append("uni-1", new ItemAdded("tea"), new ItemAdded("milk"));

        List<Integer> calls = returningUni.received.await(4);

        assertThat(calls).containsExactly(1, 1, 2, 2);
        await().atMost(Duration.ofSeconds(5)).until(() -> DESTROYED.get() == 2);
    }

    private void append(String stream, CartEvent... events) {
        store.appendToStream(stream, List.of(events)).await().indefinitely();
    }

    @RequestScoped
    static class Request {

        private final int number = MADE.incrementAndGet();

        int number() {
            return number;
        }

        @PreDestroy
        void destroyed() {
            DESTROYED.incrementAndGet();
        }
    }

    @Subscription(name = "void", category = "void")
    static class ReturningNothing {

        final Received<Integer> received = new Received<>();

        @Inject
        Request request;

        void on(Opened event) {
            received.add(request.number());
        }
    }

    @Subscription(name = "uni", category = "uni")
    static class ReturningUni {

        final Received<Integer> received = new Received<>();

        @Inject
        Request request;

        Uni<Void> on(ItemAdded event) {
            received.add(request.number());
            return Uni.createFrom().voidItem()
                    .onItem().delayIt().by(Duration.ofMillis(50))
                    .invoke(() -> received.add(request.number()));
        }
    }
}
