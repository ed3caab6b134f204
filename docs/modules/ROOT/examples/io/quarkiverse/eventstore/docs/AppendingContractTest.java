package io.quarkiverse.eventstore.docs;

import jakarta.inject.Inject;

import io.quarkiverse.eventstore.testing.contract.AppendingContract;
import io.quarkiverse.eventstore.testing.contract.EventStoreUnderTest;
import io.quarkus.test.junit.QuarkusTest;

// tag::contract[]
@QuarkusTest
class AppendingContractTest extends AppendingContract {

    @Inject
    EventStoreUnderTest underTest;

    @Override
    protected EventStoreUnderTest underTest() {
        return underTest;
    }
}
// end::contract[]
