package io.quarkiverse.eventstore.it.postgresql;

import jakarta.inject.Inject;

import io.quarkiverse.eventstore.testing.contract.EventStoreUnderTest;
import io.quarkiverse.eventstore.testing.contract.RefusedInputContract;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class PostgresqlRefusedInputTest extends RefusedInputContract {

    @Inject
    EventStoreUnderTest underTest;

    @Override
    protected EventStoreUnderTest underTest() {
        return underTest;
    }
}
