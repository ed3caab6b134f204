package io.quarkiverse.eventstore.runtime.postgres.sql;

import java.util.EnumMap;
import java.util.Map;

/**
 * The texts of all statements for one schema.
 */
public final class SqlTexts {

    private final Map<SqlStatement, String> texts = new EnumMap<>(SqlStatement.class);

    public SqlTexts(SchemaName schema) {
        for (SqlStatement statement : SqlStatement.values()) {
            texts.put(statement, SqlResource.readWithoutHeader(statement.resource(), schema));
        }
    }

    /** The text to prepare; always the same object and text, so that a prepared statement is found again. */
    public String of(SqlStatement statement) {
        return texts.getOrDefault(statement, "");
    }
}
