package io.quarkiverse.eventstore.it.inmemory;

import jakarta.inject.Inject;

import io.quarkiverse.eventstore.testing.contract.AwaitedHookContract;
import io.quarkiverse.eventstore.testing.contract.EventStoreUnderTest;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class InMemoryHookTest extends AwaitedHookContract {

    @Inject
    EventStoreUnderTest underTest;

    @Override
    protected EventStoreUnderTest underTest() {
        return underTest;
    }
}
