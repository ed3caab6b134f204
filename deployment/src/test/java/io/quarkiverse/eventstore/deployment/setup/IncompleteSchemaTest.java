package io.quarkiverse.eventstore.deployment.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.EventStoreSchemaException;
import io.quarkus.test.QuarkusUnitTest;

class IncompleteSchemaTest {

    private static final PostgresServer SERVER = PostgresServer.start();

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = SERVER.application()
            .overrideConfigKey("quarkus.event-store.postgresql.schema-management", "validate")
            .setAfterAllCustomizer(SERVER::stop)
            .assertException(failure -> assertThat(failure)
                    .isInstanceOf(EventStoreSchemaException.class)
                    .hasMessageStartingWith(
                            "Schema event_store: expected version 8 with all its objects, but these are missing: ")
                    .hasMessageContainingAll("table streams", "table events", "function append_batch", "migration 1 (streams)",
                            "Apply the exported DDL"));

    @Test
    void validating_an_empty_database_names_what_is_missing() {
        fail("the start should have failed");
    }
}
