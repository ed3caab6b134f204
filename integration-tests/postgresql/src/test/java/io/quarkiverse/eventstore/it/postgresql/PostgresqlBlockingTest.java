package io.quarkiverse.eventstore.it.postgresql;

import jakarta.inject.Inject;

import io.quarkiverse.eventstore.testing.contract.BlockingContract;
import io.quarkiverse.eventstore.testing.contract.EventStoreUnderTest;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class PostgresqlBlockingTest extends BlockingContract {

    @Inject
    EventStoreUnderTest underTest;

    @Override
    protected EventStoreUnderTest underTest() {
        return underTest;
    }
}
