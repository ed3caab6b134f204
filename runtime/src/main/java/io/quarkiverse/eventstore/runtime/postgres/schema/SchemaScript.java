package io.quarkiverse.eventstore.runtime.postgres.schema;

import io.quarkiverse.eventstore.runtime.postgres.sql.SchemaName;

/**
 * The whole DDL as one script, for people who apply it by hand: all migrations in order, in one transaction.
 */
public final class SchemaScript {

    private SchemaScript() {
    }

    /** The script for a schema; to be applied once to a database without the event store. */
    public static String of(SchemaName schema) {
        StringBuilder script = new StringBuilder("-- Quarkus Event Store: schema ").append(schema).append(", version ")
                .append(Migration.latestVersion()).append("\n\nbegin;\n\n").append(Migration.BASE.script(schema));
        for (Migration migration : Migration.ALL) {
            script.append('\n').append(migration.script(schema)).append("\ninsert into ").append(schema.quoted())
                    .append(".schema_migrations (version, description) values (").append(migration.version()).append(", '")
                    .append(migration.description()).append("');\n");
        }
        return script.append("\ncommit;\n").toString();
    }
}
