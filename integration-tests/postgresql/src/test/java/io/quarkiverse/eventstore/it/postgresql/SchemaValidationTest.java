package io.quarkiverse.eventstore.it.postgresql;

import static io.quarkiverse.eventstore.it.postgresql.TestDatabase.SCHEMA;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkiverse.eventstore.EventStoreSchemaException;
import io.quarkiverse.eventstore.runtime.postgres.schema.SchemaValidator;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;

class SchemaValidationTest {

    @Test
    void names_everything_in_an_empty_database() {
        try (TestDatabase database = TestDatabase.empty()) {
            var failure = Outcomes.failureOf(new SchemaValidator(database.sql(), SCHEMA).validate());

            assertThat(failure).isInstanceOf(EventStoreSchemaException.class)
                    .hasMessageContaining(String.join(", ", SchemaCreationTest.listedObjects()))
                    .hasMessageContaining("migration 1 (streams), migration 2 (events), migration 3 (append_batch)");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "alter table event_store.streams drop column archived_at | "
                    + "column streams.archived_at timestamp with time zone",
            "alter table event_store.events alter column data type jsonb | column events.data json",
            "alter table event_store.events drop constraint events_stream_id_stream_version_key | "
                    + "index events_stream_id_stream_version_key",
            "drop trigger events_refuse_change on event_store.events | trigger events_refuse_change",
            "drop function event_store.append_batch | function append_batch",
            "delete from event_store.schema_migrations where version = 2 | migration 2 (events)" })
    void names_exactly_what_is_missing(String change, String missing) {
        try (TestDatabase database = TestDatabase.migrated()) {
            database.execute(change);

            var failure = Outcomes.failureOf(new SchemaValidator(database.sql(), SCHEMA).validate());

            assertThat(failure).isInstanceOf(EventStoreSchemaException.class)
                    .hasMessageContaining("but these are missing: " + missing + ". Apply the exported DDL");
        }
    }
}
