package io.quarkiverse.eventstore.runtime.postgres.schema;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jboss.logging.Logger;

import io.quarkiverse.eventstore.EventStoreSchemaException;
import io.quarkiverse.eventstore.EventStoreStorageException;
import io.quarkiverse.eventstore.runtime.postgres.sql.SchemaName;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlDatabase;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlRunner;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlStatement;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlTexts;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlTransaction;
import io.smallrye.mutiny.Uni;

/**
 * Brings the schema to the latest version: applies each missing migration once, however many nodes start together.
 */
public final class SchemaMigrator {

    private static final Logger LOG = Logger.getLogger(SchemaMigrator.class);

    private final SqlDatabase database;
    private final SchemaName schema;
    private final SqlTexts texts;

    public SchemaMigrator(SqlDatabase database, SchemaName schema) {
        this.database = database;
        this.schema = schema;
        this.texts = new SqlTexts(schema);
    }

    /** Migrates; a schema that is up to date is only read, without a lock. */
    public Uni<Void> migrate() {
        return appliedVersions(database)
                .flatMap(applied -> missing(applied).isEmpty() ? Uni.createFrom().voidItem() : migrateLocked())
                .onFailure(EventStoreStorageException.class).transform(this::notMigrated);
    }

    /** The versions of the migrations that were applied; fails if one of them is unknown to this release. */
    Uni<Set<Integer>> appliedVersions(SqlRunner sql) {
        return sql.query(texts.of(SqlStatement.FIND_MIGRATIONS_TABLE), List.of(schema.value()), row -> row.getBoolean(0))
                .flatMap(exists -> exists.get(0)
                        ? sql.query(texts.of(SqlStatement.FIND_APPLIED_MIGRATIONS), List.of(), row -> (int) row.getLong(0))
                        : Uni.createFrom().item(List.<Integer> of()))
                .map(versions -> (Set<Integer>) new HashSet<>(versions))
                .invoke(this::requireKnown);
    }

    static List<Migration> missing(Set<Integer> applied) {
        return Migration.ALL.stream().filter(migration -> !applied.contains(migration.version())).toList();
    }

    private Uni<Void> migrateLocked() {
        return database.begin().flatMap(transaction -> lock(transaction)
                .chain(() -> appliedVersions(transaction))
                .chain(applied -> applyAll(transaction, missing(applied)))
                .onItemOrFailure().transformToUni((done, failure) -> failure == null
                        ? transaction.commit()
                        : transaction.rollback().onFailure().recoverWithNull()
                                .chain(() -> Uni.createFrom().failure(failure))));
    }

    private Uni<Void> lock(SqlTransaction transaction) {
        return transaction.query(texts.of(SqlStatement.LOCK_MIGRATIONS), List.of(schema.value()), row -> true)
                .replaceWithVoid();
    }

    private Uni<Void> applyAll(SqlTransaction transaction, List<Migration> migrations) {
        Uni<Void> done = migrations.isEmpty()
                ? Uni.createFrom().voidItem()
                : transaction.script(Migration.BASE.script(schema));
        for (Migration migration : migrations) {
            done = done.chain(() -> apply(transaction, migration));
        }
        return done;
    }

    private Uni<Void> apply(SqlTransaction transaction, Migration migration) {
        LOG.infof("Schema %s: applying migration %d (%s).", schema, migration.version(), migration.description());
        return transaction.script(migration.script(schema))
                .chain(() -> transaction.query(texts.of(SqlStatement.RECORD_MIGRATION),
                        List.of(migration.version(), migration.description()), row -> true))
                .replaceWithVoid();
    }

    private void requireKnown(Set<Integer> applied) {
        int newest = applied.stream().mapToInt(Integer::intValue).max().orElse(0);
        if (newest > Migration.latestVersion()) {
            throw new EventStoreSchemaException("Schema " + schema + ": expected version " + Migration.latestVersion()
                    + " or lower, but it is at version " + newest + ": a newer release of the event store migrated it.");
        }
    }

    private EventStoreSchemaException notMigrated(Throwable failure) {
        return new EventStoreSchemaException("Schema " + schema + ": expected to migrate it to version "
                + Migration.latestVersion() + ", but that failed: " + failure.getMessage()
                + " If the application may not change its database, export the DDL, have it applied, and set "
                + "quarkus.event-store.postgresql.schema-management=validate.", failure);
    }
}
