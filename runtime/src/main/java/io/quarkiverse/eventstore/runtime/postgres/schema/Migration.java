package io.quarkiverse.eventstore.runtime.postgres.schema;

import java.util.List;

import io.quarkiverse.eventstore.runtime.postgres.sql.SchemaName;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlResource;

/**
 * A numbered step of the schema: the file {@code META-INF/event-store/schema/V<number>__<description>.sql}.
 */
record Migration(int version, String description) {

    /** All migrations in the order of their versions; every released one stays as it is, for ever. */
    static final List<Migration> ALL = List.of(
            new Migration(1, "streams"),
            new Migration(2, "events"),
            new Migration(3, "append_batch"),
            new Migration(4, "subscriptions"),
            new Migration(5, "projections"),
            new Migration(6, "append_joint_batch"),
            new Migration(7, "inline_projections"),
            new Migration(8, "inline_statements"));

    static final Migration BASE = new Migration(0, "schema");

    static int latestVersion() {
        return ALL.get(ALL.size() - 1).version();
    }

    String resource() {
        return "META-INF/event-store/schema/V%03d__%s.sql".formatted(version, description);
    }

    String script(SchemaName schema) {
        return SqlResource.read(resource(), schema);
    }
}
