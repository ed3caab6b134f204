package io.quarkiverse.eventstore.testing.contract;

import io.quarkiverse.eventstore.BlockingEventStore;
import io.quarkiverse.eventstore.BlockingEventStoreSessionFactory;
import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.EventStoreSessionFactory;
import io.quarkiverse.eventstore.projection.Projections;
import io.quarkiverse.eventstore.serialization.EventTypes;
import io.quarkiverse.eventstore.subscription.Subscriptions;
import io.quarkiverse.eventstore.testing.contract.fixture.RecordedHooks;
import io.quarkiverse.eventstore.testing.contract.fixture.TransactionPerCall;

/**
 * The beans of a back end, but for the store, whose operations take part in transactions of the application.
 */
public record StoreInTransactions(EventStoreUnderTest beans, TransactionPerCall.Application application)
        implements
            EventStoreUnderTest {

    @Override
    public EventStore store() {
        return new TransactionPerCall(application);
    }

    @Override
    public EventStoreSessionFactory sessions() {
        return beans.sessions();
    }

    @Override
    public BlockingEventStore blocking() {
        return beans.blocking();
    }

    @Override
    public BlockingEventStoreSessionFactory blockingSessions() {
        return beans.blockingSessions();
    }

    @Override
    public Subscriptions subscriptions() {
        return beans.subscriptions();
    }

    @Override
    public Projections projections() {
        return beans.projections();
    }

    @Override
    public EventTypes eventTypes() {
        return beans.eventTypes();
    }

    @Override
    public RecordedHooks hooks() {
        return beans.hooks();
    }

    @Override
    public void appendStored(String streamName, String storedType, String json) {
        beans.appendStored(streamName, storedType, json);
    }
}
