package io.quarkiverse.eventstore.it.hibernate.reactive;

import java.util.function.Function;

import jakarta.inject.Inject;

import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.testing.contract.EventStoreUnderTest;
import io.quarkiverse.eventstore.testing.contract.JoinedTransactionContract;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;

/** The store in transactions of Hibernate Reactive. */
@QuarkusTest
class HibernateReactiveContractTest extends JoinedTransactionContract {

    @Inject
    EventStoreUnderTest beans;

    @Inject
    Callers callers;

    @Override
    protected EventStoreUnderTest beans() {
        return beans;
    }

    @Override
    public <T> Uni<T> inTransaction(Function<EventStore, Uni<T>> work) {
        return callers.inRequest(() -> Panache.withTransaction(() -> work.apply(beans.store())));
    }
}
