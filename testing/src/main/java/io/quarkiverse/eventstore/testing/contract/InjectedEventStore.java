package io.quarkiverse.eventstore.testing.contract;

import java.util.List;
import java.util.UUID;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.eventstore.BlockingEventStore;
import io.quarkiverse.eventstore.BlockingEventStoreSessionFactory;
import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.EventStoreSessionFactory;
import io.quarkiverse.eventstore.ExpectedStreamVersion;
import io.quarkiverse.eventstore.projection.Projections;
import io.quarkiverse.eventstore.serialization.EventTypes;
import io.quarkiverse.eventstore.spi.EncodedAppend;
import io.quarkiverse.eventstore.spi.EncodedEvent;
import io.quarkiverse.eventstore.spi.EventStorage;
import io.quarkiverse.eventstore.subscription.Subscriptions;
import io.quarkiverse.eventstore.testing.contract.fixture.RecordedHooks;

/**
 * The event store of the application that the test runs in, whatever its back end.
 */
@Singleton
public class InjectedEventStore implements EventStoreUnderTest {

    @Inject
    EventStore store;
    @Inject
    EventStoreSessionFactory sessions;
    @Inject
    BlockingEventStore blocking;
    @Inject
    BlockingEventStoreSessionFactory blockingSessions;
    @Inject
    Subscriptions subscriptions;
    @Inject
    Projections projections;
    @Inject
    EventTypes eventTypes;
    @Inject
    RecordedHooks hooks;
    @Inject
    EventStorage storage;

    @Override
    public EventStore store() {
        return store;
    }

    @Override
    public EventStoreSessionFactory sessions() {
        return sessions;
    }

    @Override
    public BlockingEventStore blocking() {
        return blocking;
    }

    @Override
    public BlockingEventStoreSessionFactory blockingSessions() {
        return blockingSessions;
    }

    @Override
    public Subscriptions subscriptions() {
        return subscriptions;
    }

    @Override
    public Projections projections() {
        return projections;
    }

    @Override
    public EventTypes eventTypes() {
        return eventTypes;
    }

    @Override
    public RecordedHooks hooks() {
        return hooks;
    }

    @Override
    public void appendStored(String streamName, String storedType, String json) {
        EncodedEvent event = new EncodedEvent(UUID.randomUUID(), storedType, json, null);
        Contract.await(storage.append(new EncodedAppend(streamName, ExpectedStreamVersion.any(), List.of(event))));
    }
}
