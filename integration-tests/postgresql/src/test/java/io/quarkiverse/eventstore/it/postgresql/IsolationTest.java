package io.quarkiverse.eventstore.it.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.EventStoreSchemaException;
import io.quarkiverse.eventstore.runtime.config.SchemaManagement;
import io.quarkiverse.eventstore.runtime.postgres.pgclient.PgClientDatabase;
import io.quarkiverse.eventstore.runtime.postgres.schema.SchemaSetup;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;

class IsolationTest {

    private final TestDatabase database = TestDatabase.empty();

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void a_stricter_default_level_fails_the_start() {
        PgClientDatabase strict = TestDatabase.over(database.pool(1,
                options -> options.addProperty("default_transaction_isolation", "repeatable read")));

        Throwable failure = Outcomes.failureOf(new SchemaSetup(strict, TestDatabase.SCHEMA, SchemaManagement.CREATE).run());

        assertThat(failure).isInstanceOf(EventStoreSchemaException.class)
                .hasMessage("Event store: expected transactions at isolation level read committed, but the database's "
                        + "default_transaction_isolation is repeatable read: set it back for the role that the event store uses.");
    }
}
