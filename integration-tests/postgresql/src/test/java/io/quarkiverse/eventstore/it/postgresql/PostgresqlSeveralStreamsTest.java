package io.quarkiverse.eventstore.it.postgresql;

import jakarta.inject.Inject;

import io.quarkiverse.eventstore.testing.contract.EventStoreUnderTest;
import io.quarkiverse.eventstore.testing.contract.SeveralStreamsContract;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class PostgresqlSeveralStreamsTest extends SeveralStreamsContract {

    @Inject
    EventStoreUnderTest underTest;

    @Override
    protected EventStoreUnderTest underTest() {
        return underTest;
    }
}
