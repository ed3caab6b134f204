package io.quarkiverse.eventstore.it.inmemory;

import jakarta.inject.Inject;

import io.quarkiverse.eventstore.testing.contract.EventStoreUnderTest;
import io.quarkiverse.eventstore.testing.contract.FilteredReadAllContract;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class InMemoryFilteredReadAllTest extends FilteredReadAllContract {

    @Inject
    EventStoreUnderTest underTest;

    @Override
    protected EventStoreUnderTest underTest() {
        return underTest;
    }
}
