package io.quarkiverse.eventstore.it.jdbc;

import java.util.function.Function;

import jakarta.inject.Inject;

import io.quarkiverse.eventstore.BlockingEventStore;
import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.testing.contract.EventStoreUnderTest;
import io.quarkiverse.eventstore.testing.contract.JoinedTransactionContract;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/** The blocking store in JTA transactions. */
@QuarkusTest
class JtaContractTest extends JoinedTransactionContract {

    @Inject
    EventStoreUnderTest beans;

    @Inject
    BlockingEventStore blocking;

    @Override
    protected EventStoreUnderTest beans() {
        return beans;
    }

    @Override
    public <T> Uni<T> inTransaction(Function<EventStore, Uni<T>> work) {
        return Uni.createFrom()
                .item(() -> QuarkusTransaction.requiringNew().call(() -> Outcomes.await(work.apply(new ThreadStore(blocking)))))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }
}
