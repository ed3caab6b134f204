package io.quarkiverse.eventstore.it.postgresql;

import static io.quarkiverse.eventstore.it.postgresql.TestDatabase.SCHEMA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.eventstore.EventStoreSchemaException;
import io.quarkiverse.eventstore.ExpectedStreamVersion;
import io.quarkiverse.eventstore.ReadDirection;
import io.quarkiverse.eventstore.runtime.config.SchemaManagement;
import io.quarkiverse.eventstore.runtime.postgres.PostgresEventStorage;
import io.quarkiverse.eventstore.runtime.postgres.append.StatementAppendSender;
import io.quarkiverse.eventstore.runtime.postgres.schema.SchemaMigrator;
import io.quarkiverse.eventstore.runtime.postgres.schema.SchemaScript;
import io.quarkiverse.eventstore.runtime.postgres.schema.SchemaSetup;
import io.quarkiverse.eventstore.runtime.postgres.schema.SchemaValidator;
import io.quarkiverse.eventstore.runtime.postgres.sql.SchemaName;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlStatement;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlTexts;
import io.quarkiverse.eventstore.spi.AppendOutcome.Appended;
import io.quarkiverse.eventstore.spi.StreamRead;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;

class SchemaCreationTest {

    private final TestDatabase database = TestDatabase.empty();

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void has_every_table_that_a_statement_needs() {
        migrate(SCHEMA);
        var connection = database.pool(1).getConnection().toCompletionStage().toCompletableFuture().join();

        assertThat(SqlStatement.values()).allSatisfy(statement -> assertThat(
                connection.prepare(new SqlTexts(SCHEMA).of(statement)).toCompletionStage().toCompletableFuture())
                .as(statement.name()).succeedsWithin(Outcomes.AT_MOST));
    }

    @Test
    void creates_exactly_the_objects_that_are_listed() {
        migrate(SCHEMA);

        var found = Outcomes.await(database.sql().query(new SqlTexts(SCHEMA).of(SqlStatement.FIND_SCHEMA_OBJECTS),
                List.of(SCHEMA.value()), row -> row.getString(0)));

        assertThat(found.stream().sorted().toList()).isEqualTo(listedObjects());
    }

    @Test
    void applies_each_migration_once_when_16_nodes_start_together() {
        var nodes = IntStream.range(0, 16)
                .mapToObj(i -> new SchemaMigrator(TestDatabase.over(database.pool(1)), SCHEMA).migrate()).toList();

        var outcomes = Outcomes.race(nodes);

        assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome.failure()).isEmpty());
        assertThat(database.strings("select version from event_store.schema_migrations order by 1"))
                .containsExactly("1", "2", "3", "4", "5", "6", "7", "8");
    }

    @Test
    void takes_the_script_that_is_exported() {
        database.execute(SchemaScript.of(SCHEMA));

        Outcomes.await(new SchemaValidator(database.sql(), SCHEMA).validate());
        var outcome = Outcomes.await(database.storage(1).append(
                Encoded.append("cart-1", ExpectedStreamVersion.noStream(), 2)));

        assertThat(outcome).isInstanceOf(Appended.class);
    }

    @ParameterizedTest
    @ValueSource(strings = { "Carts", "select", "_x9" })
    void may_have_another_name(String name) {
        SchemaName schema = new SchemaName(name);
        migrate(schema);
        var storage = new PostgresEventStorage(database.sql(), schema);

        Outcomes.await(Encoded.together(new StatementAppendSender(database.sql(), schema), List.of(
                Encoded.append("cart-1", ExpectedStreamVersion.any(), 1),
                Encoded.append("cart-2", ExpectedStreamVersion.any(), 1))));
        var page = Outcomes.await(storage.read(new StreamRead("cart-2", 0, 9, 9, ReadDirection.FORWARDS), event -> event));

        assertThat(page.events()).hasSize(1);
        Outcomes.await(new SchemaValidator(database.sql(), schema).validate());
        Outcomes.await(new SchemaMigrator(database.sql(), schema).migrate());
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "a b", "a\"b", "a;drop", "1a", "ä", "a$b", "a\n" })
    void refuses_a_name_with_bad_characters(String name) {
        assertThatThrownBy(() -> new SchemaName(name)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("quarkus.event-store.postgresql.schema").hasMessageContaining("'" + name + "'");
    }

    @ParameterizedTest
    @EnumSource(names = { "CREATE", "VALIDATE" })
    void of_a_newer_release_is_refused(SchemaManagement management) {
        migrate(SCHEMA);
        database.execute("insert into event_store.schema_migrations (version, description) values (99, 'later')");

        var failure = Outcomes.failureOf(new SchemaSetup(database.sql(), SCHEMA, management).run());

        assertThat(failure).isInstanceOf(EventStoreSchemaException.class)
                .hasMessage("Schema event_store: expected version 8 or lower, but it is at version 99: "
                        + "a newer release of the event store migrated it.");
    }

    @Nested
    class For_a_role_that_may_create_nothing {

        private final String role = "app_" + System.nanoTime();

        @AfterEach
        void drop() {
            database.execute("drop owned by " + role + "; drop role " + role);
        }

        @Test
        void is_only_read_once_it_is_up_to_date() {
            migrate(SCHEMA);
            database.execute("create role " + role + " login; grant usage on schema event_store to " + role
                    + "; grant select, insert, update on all tables in schema event_store to " + role);
            var sql = TestDatabase.over(database.pool(1, options -> options.setUser(role)));

            Outcomes.await(new SchemaMigrator(sql, SCHEMA).migrate());
            Outcomes.await(new SchemaValidator(sql, SCHEMA).validate());
            var outcomes = Outcomes.await(Encoded.together(new StatementAppendSender(sql, SCHEMA), List.of(
                    Encoded.append("cart-1", ExpectedStreamVersion.any(), 1),
                    Encoded.append("cart-2", ExpectedStreamVersion.noStream(), 1))));

            assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Appended.class));
        }

        @Test
        void says_what_to_do_where_it_cannot_be_created() {
            database.execute("create role " + role + " login");
            var sql = TestDatabase.over(database.pool(1, options -> options.setUser(role)));

            var failure = Outcomes.failureOf(new SchemaMigrator(sql, SCHEMA).migrate());

            assertThat(failure).isInstanceOf(EventStoreSchemaException.class)
                    .hasMessageContaining("permission denied for database")
                    .hasMessageContaining("export the DDL")
                    .hasMessageContaining("schema-management=validate");
        }
    }

    private void migrate(SchemaName schema) {
        Outcomes.await(new SchemaMigrator(database.sql(), schema).migrate());
    }

    static List<String> listedObjects() {
        try (var in = SchemaName.class.getClassLoader().getResourceAsStream("META-INF/event-store/schema/objects.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("--"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
