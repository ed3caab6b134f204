package io.quarkiverse.eventstore.it.postgresql;

import jakarta.inject.Inject;

import io.quarkiverse.eventstore.testing.contract.EventStoreUnderTest;
import io.quarkiverse.eventstore.testing.contract.MetadataContract;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class PostgresqlMetadataTest extends MetadataContract {

    @Inject
    EventStoreUnderTest underTest;

    @Override
    protected EventStoreUnderTest underTest() {
        return underTest;
    }
}
