package io.quarkiverse.eventstore;

import org.jspecify.annotations.Nullable;

/**
 * The name of a stream: a category, and usually an id behind the first {@code -}, such as {@code shopping_cart-123}.
 * <p>
 * Every name is 1 to {@value #MAX_LENGTH} characters long, has at least one that is not white space, and holds neither NUL nor
 * half of a surrogate pair, which no database could store. Names are compared exactly: case and white space count.
 *
 * @param value the whole name
 */
public record StreamName(String value) {

    /** The most characters (Unicode code points) of a stream name. */
    public static final int MAX_LENGTH = 512;

    /** Makes a name; fails with an {@link IllegalArgumentException} that says what is wrong with it. */
    public StreamName {
        requireValid(value);
    }

    /**
     * Makes a name of a category and an id: {@code of("shopping_cart", "123")} is {@code shopping_cart-123}.
     *
     * @throws IllegalArgumentException if the category is blank or holds a {@code -}, or the id is blank
     */
    public static StreamName of(String category, Object id) {
        if (category.isBlank() || category.indexOf('-') >= 0) {
            throw new IllegalArgumentException(
                    "Stream category: expected a name without '-', but it is '" + category + "'.");
        }
        if (id.toString().isBlank()) {
            throw new IllegalArgumentException("Stream id of category " + category + ": expected an id, but it is blank.");
        }
        return new StreamName(category + "-" + id);
    }

    /** The part before the first {@code -}; the whole name if it has none. */
    public String category() {
        int dash = value.indexOf('-');
        return dash < 0 ? value : value.substring(0, dash);
    }

    @Override
    public String toString() {
        return value;
    }

    private static void requireValid(@Nullable String name) {
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException("Stream name: expected a name, but it is "
                    + (name == null ? "null." : "blank ('" + name + "')."));
        }
        int length = name.codePointCount(0, name.length());
        if (length > MAX_LENGTH) {
            throw new IllegalArgumentException("Stream name " + name.substring(0, 40) + "…: expected at most " + MAX_LENGTH
                    + " characters, but it has " + length + ".");
        }
        int unstorable = StorableText.indexOfUnstorable(name);
        if (unstorable >= 0) {
            throw new IllegalArgumentException("Stream name " + name.substring(0, unstorable)
                    + "…: expected text that can be stored, but it has " + StorableText.describe(name, unstorable)
                    + " at index " + unstorable + ".");
        }
    }
}
