package io.quarkiverse.eventstore.it.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent;
import io.quarkiverse.eventstore.testing.contract.fixture.StreamNames;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;

/** Group commit as the configuration switches it, seen by its metrics. */
@QuarkusTest
class PostgresqlGroupCommitTest {

    private static final String PREFIX = "event.store.group.commit.";

    @Inject
    EventStore store;
    @Inject
    MeterRegistry meters;
    @ConfigProperty(name = "quarkus.event-store.postgresql.group-commit.enabled")
    boolean enabled;

    @Test
    void lets_a_crowd_share_transactions_only_if_it_is_on() {
        double appendsBefore = counted("appends");
        double transactionsBefore = counted("transactions");

        Outcomes.await(Uni.join().all(IntStream.range(0, 200).mapToObj(i -> store.appendToStream(StreamNames.unique("cart"),
                List.of(ShoppingCartEvent.added("a")))).toList()).andFailFast());

        if (enabled) {
            assertThat(counted("appends") - appendsBefore).isEqualTo(200);
            assertThat(counted("transactions") - transactionsBefore).isPositive().isLessThan(100);
            assertThat(counted("rejected")).isZero();
            assertThat(meters.get(PREFIX + "queued").gauge().value()).isZero();
        } else {
            assertThat(meters.find(PREFIX + "appends").meter()).isNull();
        }
    }

    private double counted(String name) {
        var counter = meters.find(PREFIX + name).functionCounter();
        return counter == null ? 0 : counter.count();
    }

    @Singleton
    static class Meters {

        @Produces
        @Singleton
        MeterRegistry registry() {
            return new SimpleMeterRegistry();
        }
    }
}
