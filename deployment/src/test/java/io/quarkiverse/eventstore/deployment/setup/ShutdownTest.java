package io.quarkiverse.eventstore.deployment.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.AfterCommitHook;
import io.quarkiverse.eventstore.AppendedEvents;
import io.quarkiverse.eventstore.EventStore;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;

/** Appends that wait in the queue when the application stops. */
class ShutdownTest {

    private static final int APPENDS = 500;
    private static final String ANSWERED = "event-store.shutdown-test.answered";
    private static final String HOOKED = "event-store.shutdown-test.hooked";
    private static final PostgresServer SERVER = PostgresServer.start();

    sealed interface CounterEvent {
        record CounterRaised(int by) implements CounterEvent {
        }
    }

    /** Takes its time, so that the application stops meanwhile. */
    @Singleton
    static class LateHook implements AfterCommitHook {

        @Override
        public Uni<Void> onAfterCommit(AppendedEvents committed) {
            Executor later = CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS);
            return Uni.createFrom().completionStage(() -> CompletableFuture.runAsync(() -> count(HOOKED), later));
        }
    }

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = SERVER.application()
            .withApplicationRoot(jar -> jar.addClasses(PostgresServer.class, CounterEvent.class,
                    CounterEvent.CounterRaised.class, LateHook.class))
            .setAfterUndeployListener(ShutdownTest::assertAllStored)
            .setAfterAllCustomizer(SERVER::stop);

    @Inject
    EventStore store;

    @Test
    void are_answered_and_stored_before_it_has_stopped() {
        System.setProperty(ANSWERED, "0");
        System.setProperty(HOOKED, "0");
        for (int i = 0; i < APPENDS; i++) {
            store.appendToStream("counter-1", List.of(new CounterEvent.CounterRaised(i)))
                    .subscribe().with(result -> count(ANSWERED));
        }

        assertThat(Integer.getInteger(ANSWERED)).as("answered before the application stops").isLessThan(APPENDS);
    }

    private static synchronized void count(String property) {
        System.setProperty(property, String.valueOf(Integer.getInteger(property) + 1));
    }

    private static void assertAllStored() {
        assertThat(Integer.getInteger(HOOKED)).as("after-commit hooks that ended").isEqualTo(APPENDS);
        assertThat(Integer.getInteger(ANSWERED)).as("answers").isEqualTo(APPENDS);
        assertThat(SERVER.number("select stream_version from event_store.streams")).isEqualTo(APPENDS);
    }
}
