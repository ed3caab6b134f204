package io.quarkiverse.eventstore.deployment.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.EventStore;
import io.quarkus.test.QuarkusUnitTest;

/** Appends that wait in the queue when the application stops. */
class ShutdownTest {

    private static final int APPENDS = 500;
    private static final String ANSWERED = "event-store.shutdown-test.answered";
    private static final PostgresServer SERVER = PostgresServer.start();

    sealed interface CounterEvent {
        record CounterRaised(int by) implements CounterEvent {
        }
    }

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = SERVER.application()
            .withApplicationRoot(jar -> jar.addClasses(PostgresServer.class, CounterEvent.class,
                    CounterEvent.CounterRaised.class))
            .setAfterUndeployListener(ShutdownTest::assertAllStored)
            .setAfterAllCustomizer(SERVER::stop);

    @Inject
    EventStore store;

    @Test
    void are_answered_and_stored_before_it_has_stopped() {
        System.setProperty(ANSWERED, "0");
        for (int i = 0; i < APPENDS; i++) {
            store.appendToStream("counter-1", List.of(new CounterEvent.CounterRaised(i)))
                    .subscribe().with(result -> countAnswer());
        }

        assertThat(Integer.getInteger(ANSWERED)).as("answered before the application stops").isLessThan(APPENDS);
    }

    private static synchronized void countAnswer() {
        System.setProperty(ANSWERED, String.valueOf(Integer.getInteger(ANSWERED) + 1));
    }

    private static void assertAllStored() {
        assertThat(Integer.getInteger(ANSWERED)).isEqualTo(APPENDS);
        assertThat(SERVER.number("select stream_version from event_store.streams")).isEqualTo(APPENDS);
    }
}
