package io.quarkiverse.eventstore.runtime.postgres.schema;

import static java.util.Objects.requireNonNull;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.quarkiverse.eventstore.EventStoreSchemaException;
import io.quarkiverse.eventstore.runtime.postgres.sql.SchemaName;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlDatabase;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlResource;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlStatement;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlTexts;
import io.smallrye.mutiny.Uni;

/**
 * Checks that the schema has everything that this release needs, and names what is missing.
 */
public final class SchemaValidator {

    private static final String EXPECTED_OBJECTS = "META-INF/event-store/schema/objects.txt";

    private final SqlDatabase database;
    private final SchemaName schema;
    private final SqlTexts texts;
    private final SchemaMigrator migrator;

    public SchemaValidator(SqlDatabase database, SchemaName schema) {
        this.database = database;
        this.schema = schema;
        this.texts = new SqlTexts(schema);
        this.migrator = new SchemaMigrator(database, schema);
    }

    /** Fails with {@link EventStoreSchemaException} if anything is missing, or the schema is of a newer release. */
    public Uni<Void> validate() {
        return migrator.appliedVersions(database)
                .flatMap(applied -> objects().invoke(found -> requireComplete(applied, found)))
                .replaceWithVoid();
    }

    /** What the schema holds, one line for each object. */
    Uni<Set<String>> objects() {
        return database.query(texts.of(SqlStatement.FIND_SCHEMA_OBJECTS), List.of(schema.value()),
                row -> requireNonNull(row.getString(0)))
                .map(HashSet::new);
    }

    static List<String> expectedObjects(SchemaName schema) {
        return SqlResource.read(EXPECTED_OBJECTS, schema).lines().filter(line -> !line.startsWith("--")).toList();
    }

    private void requireComplete(Set<Integer> applied, Set<String> found) {
        List<String> missing = expectedObjects(schema).stream().filter(object -> !found.contains(object)).toList();
        List<Migration> missingMigrations = SchemaMigrator.missing(applied);
        if (missing.isEmpty() && missingMigrations.isEmpty()) {
            return;
        }
        throw new EventStoreSchemaException("Schema " + schema + ": expected version " + Migration.latestVersion()
                + " with all its objects, but these are missing: " + describe(missing, missingMigrations)
                + ". Apply the exported DDL, or set quarkus.event-store.postgresql.schema-management=create.");
    }

    private static String describe(List<String> missing, List<Migration> migrations) {
        String names = String.join(", ", missing);
        String steps = migrations.stream().map(migration -> "migration " + migration.version() + " (" + migration.description()
                + ")").collect(Collectors.joining(", "));
        return names + (names.isEmpty() || steps.isEmpty() ? "" : "; ") + steps;
    }
}
