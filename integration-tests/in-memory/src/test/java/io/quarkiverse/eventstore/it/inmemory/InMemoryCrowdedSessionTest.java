package io.quarkiverse.eventstore.it.inmemory;

import jakarta.inject.Inject;

import io.quarkiverse.eventstore.testing.contract.CrowdedSessionContract;
import io.quarkiverse.eventstore.testing.contract.EventStoreUnderTest;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class InMemoryCrowdedSessionTest extends CrowdedSessionContract {

    @Inject
    EventStoreUnderTest underTest;

    @Override
    protected EventStoreUnderTest underTest() {
        return underTest;
    }
}
