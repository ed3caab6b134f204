package io.quarkiverse.eventstore.it.postgresql;

import java.util.function.Function;

import jakarta.inject.Inject;

import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.EventStoreSessionFactory;
import io.quarkiverse.eventstore.testing.contract.EventStoreUnderTest;
import io.quarkiverse.eventstore.testing.contract.JoinedTransactionContract;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

/** The store in transactions that the application begins on its own connections. */
@QuarkusTest
class CallersConnectionContractTest extends JoinedTransactionContract {

    @Inject
    EventStoreUnderTest beans;

    @Inject
    EventStoreSessionFactory sessions;

    @Inject
    Pool pool;

    @Override
    protected EventStoreUnderTest beans() {
        return beans;
    }

    @Override
    public <T> Uni<T> inTransaction(Function<EventStore, Uni<T>> work) {
        return pool.withTransaction(connection -> work.apply(sessions.joining(connection)));
    }
}
