package io.quarkiverse.eventstore.runtime.postgres.schema;

import java.util.List;

import io.quarkiverse.eventstore.EventStoreSchemaException;
import io.quarkiverse.eventstore.runtime.config.SchemaManagement;
import io.quarkiverse.eventstore.runtime.postgres.sql.SchemaName;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlDatabase;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlStatement;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlTexts;
import io.smallrye.mutiny.Uni;

/**
 * Does at start-up what the configuration says about the tables.
 */
public final class SchemaSetup {

    private static final String READ_COMMITTED = "read committed";

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
            case CREATE -> requireReadCommitted().chain(() -> new SchemaMigrator(database, schema).migrate());
            case VALIDATE -> requireReadCommitted().chain(() -> new SchemaValidator(database, schema).validate());
            case NONE -> Uni.createFrom().voidItem();
        };
    }

    /** Under a stricter level an append that waited for another one would fail instead of being judged on the new version. */
    private Uni<Void> requireReadCommitted() {
        return database.query(new SqlTexts(schema).of(SqlStatement.FIND_ISOLATION), List.of(), row -> row.getString(0))
                .map(levels -> levels.get(0))
                .invoke(level -> {
                    if (!READ_COMMITTED.equals(level)) {
                        throw new EventStoreSchemaException("Event store: expected transactions at isolation level "
                                + READ_COMMITTED + ", but the database's default_transaction_isolation is " + level
                                + ": set it back for the role that the event store uses.");
                    }
                })
                .replaceWithVoid();
    }
}
