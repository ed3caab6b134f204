package io.quarkiverse.eventstore.deployment.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.deployment.subscriptions.CartEvent.Opened;
import io.quarkiverse.eventstore.subscription.Subscription;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;

class SubscriptionThreadTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.started();

    @Inject
    EventStore store;

    @Inject
    ReturningUni returningUni;

    @Inject
    ReturningNothing returningNothing;

    @Inject
    BlockingUni blockingUni;

    @Inject
    BlockingBatches blockingBatches;

    @Inject
    OnVirtualThread onVirtualThread;

    @Test
    void a_method_that_returns_a_uni_is_called_on_an_event_loop() {
        open("uni-1");

        assertThat(returningUni.received.await(1)).containsExactly("event loop, own context");
    }

    @Test
    void a_method_that_returns_nothing_is_called_on_a_worker_thread() {
        open("void-1");

        assertThat(returningNothing.received.await(1)).containsExactly("worker, own context");
    }

    @Test
    void a_blocking_method_is_called_on_a_worker_thread_whatever_it_returns() {
        open("blocking-1");

        assertThat(blockingUni.received.await(1)).containsExactly("worker, own context");
    }

    @Test
    void an_annotation_of_the_class_is_for_its_methods() {
        open("batch-1");

        assertThat(blockingBatches.received.await(1)).containsExactly("worker, own context");
    }

    @Test
    void a_method_can_be_called_on_a_virtual_thread_or_without_such_on_a_worker_thread() {
        open("virtual-1");

        assertThat(onVirtualThread.received.await(1)).containsExactly("worker, own context");
    }

    private void open(String stream) {
        store.appendToStream(stream, List.of(new Opened("ann"))).await().indefinitely();
    }

    private static String kind() {
        return (Context.isOnEventLoopThread() ? "event loop" : "worker")
                + (VertxContext.isOnDuplicatedContext() ? ", own context" : "");
    }

    @Subscription(name = "uni", category = "uni")
    static class ReturningUni {

        final Received<String> received = new Received<>();

        Uni<Void> on(Opened event) {
            received.add(kind());
            return Uni.createFrom().voidItem();
        }
    }

    @Subscription(name = "void", category = "void")
    static class ReturningNothing {

        final Received<String> received = new Received<>();

        void on(Opened event) {
            received.add(kind());
        }
    }

    @Subscription(name = "blocking", category = "blocking")
    static class BlockingUni {

        final Received<String> received = new Received<>();

        @Blocking
        Uni<Void> on(Opened event) {
            received.add(kind());
            return Uni.createFrom().voidItem();
        }
    }

    @Blocking
    @Subscription(name = "batch", category = "batch")
    static class BlockingBatches {

        final Received<String> received = new Received<>();

        Uni<Void> on(List<RecordedEvent<Opened>> events) {
            received.add(kind());
            return Uni.createFrom().voidItem();
        }
    }

    @Subscription(name = "virtual", category = "virtual")
    static class OnVirtualThread {

        final Received<String> received = new Received<>();

        @RunOnVirtualThread
        void on(Opened event) {
            received.add(kind());
        }
    }
}
