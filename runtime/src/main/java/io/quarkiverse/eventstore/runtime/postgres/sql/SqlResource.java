package io.quarkiverse.eventstore.runtime.postgres.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * A file of SQL on the class path, with the schema's name filled in.
 */
public final class SqlResource {

    private static final String SCHEMA_PLACEHOLDER = "${schema}";

    private SqlResource() {
    }

    public static String read(String resource, SchemaName schema) {
        try (InputStream in = SqlResource.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(
                        "SQL resource " + resource + ": expected it on the class path, but it is not there.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace(SCHEMA_PLACEHOLDER, schema.quoted());
        } catch (IOException e) {
            throw new UncheckedIOException("SQL resource " + resource + ": expected to read it, but that failed.", e);
        }
    }

    /** The text without the comments of its header: what is sent, and cached by its text. */
    static String readWithoutHeader(String resource, SchemaName schema) {
        return read(resource, schema).replaceAll("(?m)^--.*\\R", "").strip();
    }
}
