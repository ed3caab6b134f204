package io.quarkiverse.eventstore.deployment.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.EventStoreSchemaException;
import io.quarkus.test.QuarkusUnitTest;

class NewerSchemaTest {

    private static final PostgresServer SERVER = PostgresServer.start();

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = SERVER.application()
            .setBeforeAllCustomizer(() -> SERVER.execute("""
                    create schema event_store;
                    create table event_store.schema_migrations (version integer primary key, description text not null);
                    insert into event_store.schema_migrations values (99, 'of the future');
                    """))
            .setAfterAllCustomizer(SERVER::stop)
            .assertException(failure -> assertThat(failure)
                    .isInstanceOf(EventStoreSchemaException.class)
                    .hasMessage("Schema event_store: expected version 8 or lower, but it is at version 99: a newer release of "
                            + "the event store migrated it."));

    @Test
    void a_schema_of_a_newer_release_fails_the_start() {
        fail("the start should have failed");
    }
}
