package io.quarkiverse.eventstore.it.postgresql;

import jakarta.inject.Inject;

import io.quarkiverse.eventstore.testing.contract.EventStoreUnderTest;
import io.quarkiverse.eventstore.testing.contract.HookContract;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class PostgresqlHookTest extends HookContract {

    @Inject
    EventStoreUnderTest underTest;

    @Override
    protected EventStoreUnderTest underTest() {
        return underTest;
    }
}
