package io.quarkiverse.eventstore.it.postgresql;

import jakarta.inject.Inject;

import io.quarkiverse.eventstore.testing.contract.CrowdedSessionContract;
import io.quarkiverse.eventstore.testing.contract.EventStoreUnderTest;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class PostgresqlCrowdedSessionTest extends CrowdedSessionContract {

    @Inject
    EventStoreUnderTest underTest;

    @Override
    protected EventStoreUnderTest underTest() {
        return underTest;
    }
}
