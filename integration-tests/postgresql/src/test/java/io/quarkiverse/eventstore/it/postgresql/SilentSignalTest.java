package io.quarkiverse.eventstore.it.postgresql;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.runtime.postgres.PostgresEventStorage;
import io.quarkiverse.eventstore.spi.EventStorage;
import io.quarkiverse.eventstore.spi.Signal;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;
import io.smallrye.mutiny.subscription.Cancellable;

/** A signal that is never answered, since its connection broke without a word. */
class SilentSignalTest {

    private final TestDatabase database = TestDatabase.migrated();
    private final SilentNetwork network = new SilentNetwork(database.serverPort()).swallowing("pg_notify");
    private final EventStorage here = new PostgresEventStorage(
            TestDatabase.over(database.pool(4, options -> options.setPort(network.port()))), TestDatabase.SCHEMA);
    private final EventStorage elsewhere = database.storage(3);
    private final List<Signal> heard = new CopyOnWriteArrayList<>();
    private final Cancellable listening = elsewhere.signals().listen(heard::add);

    @AfterEach
    void drop() {
        listening.cancel();
        database.close();
        network.close();
    }

    @Test
    void does_not_keep_later_ones() {
        Outcomes.await(elsewhere.checkpoints().register("cart-summary", 1, 0));
        Outcomes.await(elsewhere.leases().balance(Set.of("cart-summary"), Set.of(), Duration.ofMinutes(1)));

        here.signals().send(Signal.APPENDED);
        Awaitility.await().atMost(Outcomes.AT_MOST).until(network::isSilent);

        Awaitility.await().atMost(Outcomes.AT_MOST).until(() -> {
            here.signals().send(Signal.STEERED);
            return heard.contains(Signal.STEERED);
        });
    }
}
