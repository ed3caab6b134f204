package io.quarkiverse.eventstore.it.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicReference;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.EventStoreUnavailableException;
import io.quarkiverse.eventstore.ExpectedStreamVersion;
import io.quarkiverse.eventstore.runtime.store.InlineProjections;
import io.quarkiverse.eventstore.runtime.store.blocking.AwaitingSessionFactory;
import io.quarkiverse.eventstore.spi.EventStorage;
import io.quarkiverse.eventstore.spi.StorageTransaction;
import io.quarkiverse.eventstore.spi.ThreadTransactions;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;

class InterruptedCallerTest {

    private final TestDatabase database = TestDatabase.migrated();
    private final EventStorage storage = database.storage(1);
    private final AwaitingSessionFactory sessions = new AwaitingSessionFactory(TestNode.transactions(storage),
            TestNode.joined(storage, InlineProjections.NONE), ThreadTransactions.NONE);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void gives_the_connection_back_that_it_had_waited_for() throws InterruptedException {
        StorageTransaction holder = Outcomes.await(storage.begin());
        Thread caller = caller();
        caller.start();
        Awaitility.await().atMost(Outcomes.AT_MOST).until(() -> caller.getState() == Thread.State.WAITING);

        caller.interrupt();
        caller.join();
        Outcomes.await(holder.rollback());

        assertThat(failure.get()).isInstanceOf(EventStoreUnavailableException.class).hasMessageContaining("interrupted");
        Outcomes.await(storage.append(Encoded.append("cart-1", ExpectedStreamVersion.noStream(), 1)));
    }

    private Thread caller() {
        return new Thread(() -> {
            try {
                sessions.withSession(session -> true);
            } catch (EventStoreUnavailableException e) {
                failure.set(e);
            }
        });
    }
}
