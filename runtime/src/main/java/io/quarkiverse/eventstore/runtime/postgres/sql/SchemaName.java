package io.quarkiverse.eventstore.runtime.postgres.sql;

import java.util.regex.Pattern;

/**
 * The name of the database schema that holds the tables, checked so that it is safe in SQL.
 */
public record SchemaName(String value) {

    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");

    public SchemaName {
        if (!ALLOWED.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "quarkus.event-store.postgresql.schema: expected letters, digits and underscores, "
                            + "beginning with no digit, at most 63 characters, but it is '" + value + "'.");
        }
    }

    /** The name as an SQL identifier; its case counts. */
    public String quoted() {
        return '"' + value + '"';
    }

    @Override
    public String toString() {
        return value;
    }
}
