package io.quarkiverse.eventstore.deployment.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.logging.LogRecord;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.subscription.Subscription;
import io.quarkiverse.eventstore.subscription.Subscriptions;
import io.quarkus.test.QuarkusUnitTest;

/** A named datasource with a pool too small to spare a connection, as said without quotes. */
class SmallPoolTest {

    private static final Duration AT_MOST = Duration.ofSeconds(20);
    private static final PostgresServer SERVER = PostgresServer.start();

    sealed interface CounterEvent {
        record CounterRaised(int by) implements CounterEvent {
        }
    }

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(PostgresServer.class, CounterEvent.class,
                    CounterEvent.CounterRaised.class))
            .overrideConfigKey("quarkus.event-store.postgresql.datasource", "orders")
            .overrideConfigKey("quarkus.datasource.orders.db-kind", "postgresql")
            .overrideConfigKey("quarkus.datasource.orders.username", "postgres")
            .overrideConfigKey("quarkus.datasource.orders.password", "postgres")
            .overrideConfigKey("quarkus.datasource.orders.reactive.url",
                    "postgresql://localhost:" + SERVER.postgres().getPort() + "/postgres")
            .overrideConfigKey("quarkus.datasource.orders.reactive.max-size", "3")
            .setLogRecordPredicate(record -> record.getLoggerName().contains("PgClientDatabase"))
            .assertLogRecords(records -> assertThat(records).extracting(LogRecord::getMessage).contains(
                    "The pool has too few connections for one to hear what other nodes append: they are found "
                            + "by looking at the log."))
            .setAfterAllCustomizer(SERVER::stop);

    @Inject
    EventStore store;

    @Inject
    Subscriptions subscriptions;

    @Test
    void keeps_no_connection_to_hear_of_other_nodes() {
        long position = store.appendToStream("counter-1", List.of(new CounterEvent.CounterRaised(2))).await().atMost(AT_MOST)
                .lastEventGlobalPosition();

        subscriptions.awaitPosition("counters", position, AT_MOST).await().indefinitely();
    }

    @Subscription(name = "counters")
    static class Counters {

        void on(CounterEvent.CounterRaised event) {
        }
    }
}
