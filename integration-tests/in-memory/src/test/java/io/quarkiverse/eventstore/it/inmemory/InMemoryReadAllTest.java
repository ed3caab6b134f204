package io.quarkiverse.eventstore.it.inmemory;

import jakarta.inject.Inject;

import io.quarkiverse.eventstore.testing.contract.EventStoreUnderTest;
import io.quarkiverse.eventstore.testing.contract.ReadAllContract;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class InMemoryReadAllTest extends ReadAllContract {

    @Inject
    EventStoreUnderTest underTest;

    @Override
    protected EventStoreUnderTest underTest() {
        return underTest;
    }
}
