package io.quarkiverse.eventstore.it.inmemory;

import jakarta.inject.Inject;

import io.quarkiverse.eventstore.testing.contract.EventStoreUnderTest;
import io.quarkiverse.eventstore.testing.contract.ReadingContract;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class InMemoryReadingTest extends ReadingContract {

    @Inject
    EventStoreUnderTest underTest;

    @Override
    protected EventStoreUnderTest underTest() {
        return underTest;
    }
}
