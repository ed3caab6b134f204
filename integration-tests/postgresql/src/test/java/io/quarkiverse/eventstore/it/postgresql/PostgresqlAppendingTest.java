package io.quarkiverse.eventstore.it.postgresql;

import jakarta.inject.Inject;

import io.quarkiverse.eventstore.testing.contract.AppendingContract;
import io.quarkiverse.eventstore.testing.contract.EventStoreUnderTest;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class PostgresqlAppendingTest extends AppendingContract {

    @Inject
    EventStoreUnderTest underTest;

    @Override
    protected EventStoreUnderTest underTest() {
        return underTest;
    }
}
