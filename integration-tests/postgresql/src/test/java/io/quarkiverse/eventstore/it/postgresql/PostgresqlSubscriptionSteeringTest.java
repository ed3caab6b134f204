package io.quarkiverse.eventstore.it.postgresql;

import jakarta.inject.Inject;

import io.quarkiverse.eventstore.testing.contract.EventStoreUnderTest;
import io.quarkiverse.eventstore.testing.contract.SubscriptionSteeringContract;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class PostgresqlSubscriptionSteeringTest extends SubscriptionSteeringContract {

    @Inject
    EventStoreUnderTest underTest;

    @Override
    protected EventStoreUnderTest underTest() {
        return underTest;
    }
}
