package io.quarkiverse.eventstore.projection;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * An inline projection that is one SQL statement: it is run by the database within the append, so that appends with it cost
 * no further round trip and still share transactions in group commit.
 *
 * <pre>
 * &#64;Produces
 * &#64;Singleton
 * InlineStatement stockLevels() {
 *     return InlineStatement.named("stock-levels", ItemsReceived.class,
            """
 *                     update stock_levels set quantity = quantity + ($5::json->>'quantity')::integer where product = $5::json->>'product'
 *                     """);
 * }
 * </pre>
 *
 * The statement is run once for each appended event of the type, in the order of the events, with these parameters:
 * {@code $1} the name of the stream, {@code $2} the event's version, {@code $3} its position, {@code $4} the stored name of
 * its type, {@code $5} its data and {@code $6} its metadata as {@code json}, {@code $7} when it was recorded, {@code $8} its
 * id.
 * <p>
 * <strong>Guarantees:</strong> those of {@link InlineProjection}; a statement that fails fails the append. It follows the log
 * for a time in the same way, and is rebuilt if it says by what it is {@link #clearedBy(String)}.
 * <p>
 * <strong>Edges:</strong> an append that concerns other inline projections as well has a transaction of its own. It needs a
 * back end with SQL: with the in-memory one, appends that concern it fail.
 *
 * @param name identifies the projection for ever: not blank, at most 200 characters, no other inline projection has it
 * @param eventType a common type of the events
 * @param sql one statement, without a semicolon
 * @param clearSql what empties the read model, if it can be rebuilt
 */
public record InlineStatement(String name, Class<?> eventType, String sql, Optional<String> clearSql) {

    public InlineStatement {
        require("Inline statement", "a name", name);
        require("Inline statement " + name, "an event type", eventType);
        require("Inline statement " + name, "a statement", sql);
        require("Inline statement " + name, "an optional statement that clears", clearSql);
    }

    /** A statement for events of a type. */
    public static InlineStatement named(String name, Class<?> eventType, String sql) {
        return new InlineStatement(name, eventType, sql, Optional.empty());
    }

    /**
     * The same, which can be rebuilt: {@link Projections#rebuild(String)} begins with emptying the read model.
     *
     * @param clearSql one statement without parameters, without a semicolon
     */
    public InlineStatement clearedBy(String clearSql) {
        require("Inline statement " + name, "a statement that clears", clearSql);
        return new InlineStatement(name, eventType, sql, Optional.of(clearSql));
    }

    private static void require(String thing, String expectation, @Nullable Object value) {
        if (value == null) {
            throw new IllegalArgumentException(thing + ": expected " + expectation + ", but it is null.");
        }
    }
}
