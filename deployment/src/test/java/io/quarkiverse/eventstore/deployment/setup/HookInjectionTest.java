package io.quarkiverse.eventstore.deployment.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.AfterCommitHook;
import io.quarkiverse.eventstore.AppendedEvents;
import io.quarkiverse.eventstore.BlockingEventStore;
import io.quarkiverse.eventstore.EventStoreSessionFactory;
import io.quarkiverse.eventstore.deployment.InMemoryApplication;
import io.quarkiverse.eventstore.projection.Projections;
import io.quarkiverse.eventstore.subscription.Subscriptions;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;

/** After-commit hooks with beans of the event store that call hooks themselves. */
class HookInjectionTest {

    private static final List<String> CALLED = new CopyOnWriteArrayList<>();

    sealed interface CounterEvent {
        record CounterRaised(int by) implements CounterEvent {
        }
    }

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = InMemoryApplication.of(CounterEvent.class, CounterEvent.CounterRaised.class);

    @Inject
    BlockingEventStore store;

    @Test
    void sessions_subscriptions_and_projections_may_be_injected() {
        store.appendToStream("counter-1", List.of(new CounterEvent.CounterRaised(2)));
        store.appendToStream("counter-1", List.of(new CounterEvent.CounterRaised(3)));

        assertThat(CALLED).as("by priority")
                .containsExactly("subscriptions", "projections", "sessions", "subscriptions", "projections", "sessions");
    }

    @Singleton
    @Priority(100)
    static class SessionsHook implements AfterCommitHook {

        @Inject
        EventStoreSessionFactory sessions;

        @Override
        public Uni<Void> onAfterCommit(AppendedEvents committed) {
            return sessions.withSession(session -> session.streamExists(committed.streamName()))
                    .invoke(() -> CALLED.add("sessions"))
                    .replaceWithVoid();
        }
    }

    @Singleton
    @Priority(200)
    static class ProjectionsHook implements AfterCommitHook {

        @Inject
        Projections projections;

        @Override
        public Uni<Void> onAfterCommit(AppendedEvents committed) {
            return projections.stop("unknown")
                    .onItemOrFailure().invoke((done, failure) -> CALLED.add("projections"))
                    .onFailure().recoverWithNull();
        }
    }

    @Singleton
    @Priority(300)
    static class SubscriptionsHook implements AfterCommitHook {

        @Inject
        Subscriptions subscriptions;

        @Override
        public Uni<Void> onAfterCommit(AppendedEvents committed) {
            return subscriptions.states().invoke(() -> CALLED.add("subscriptions")).replaceWithVoid();
        }
    }
}
