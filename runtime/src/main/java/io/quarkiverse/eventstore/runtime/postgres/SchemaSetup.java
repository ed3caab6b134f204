package io.quarkiverse.eventstore.runtime.postgres;

import io.quarkiverse.eventstore.runtime.config.SchemaManagement;
import io.smallrye.mutiny.Uni;

/**
 * Does at start-up what the configuration says about the tables.
 */
public final class SchemaSetup {

    private final SqlDatabase database;
    private final SchemaName schema;
    private final SchemaManagement management;

    public SchemaSetup(SqlDatabase database, SchemaName schema, SchemaManagement management) {
        this.database = database;
        this.schema = schema;
        this.management = management;
    }

    public Uni<Void> run() {
        return switch (management) {
            case CREATE -> new SchemaMigrator(database, schema).migrate();
            case VALIDATE -> new SchemaValidator(database, schema).validate();
            case NONE -> Uni.createFrom().voidItem();
        };
    }
}
