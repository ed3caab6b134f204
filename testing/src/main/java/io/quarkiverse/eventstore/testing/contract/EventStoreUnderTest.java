package io.quarkiverse.eventstore.testing.contract;

import io.quarkiverse.eventstore.BlockingEventStore;
import io.quarkiverse.eventstore.BlockingEventStoreSessionFactory;
import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.EventStoreSessionFactory;
import io.quarkiverse.eventstore.projection.Projections;
import io.quarkiverse.eventstore.serialization.EventTypes;
import io.quarkiverse.eventstore.subscription.Subscriptions;
import io.quarkiverse.eventstore.testing.contract.fixture.RecordedHooks;

/**
 * The beans of one back end that the contracts examine; all of them are backed by the same storage.
 */
public interface EventStoreUnderTest {

    EventStore store();

    EventStoreSessionFactory sessions();

    BlockingEventStore blocking();

    BlockingEventStoreSessionFactory blockingSessions();

    Subscriptions subscriptions();

    Projections projections();

    EventTypes eventTypes();

    /** The bean of this type: the record of all hooks and observers that this library brings. */
    RecordedHooks hooks();

    /**
     * Appends one event past the registry and the serializer: what another version of the application left behind. Returns when
     * the event is durable.
     *
     * @param storedType the stored name of its event type
     * @param json its data
     */
    void appendStored(String streamName, String storedType, String json);

    /**
     * Tells whether sessions that append to the same streams in opposite order run into a deadlock. Where they are kept from it
     * otherwise, all of them commit.
     */
    default boolean sessionsCanDeadlock() {
        return true;
    }
}
