package io.quarkiverse.eventstore.runtime.store.codec;

/**
 * Refuses JSON text that a database could not give back as it was: NUL characters and halves of surrogate pairs, raw or
 * escaped.
 */
final class StorableJson {

    private static final String ESCAPED_NUL = "\\u0000";

    private StorableJson() {
    }

    static String require(String json) {
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c == 0) {
                throw unstorable("a NUL character", i);
            }
            if (c == '\\') {
                if (json.startsWith(ESCAPED_NUL, i)) {
                    throw unstorable("a NUL character", i);
                }
                i++;
            } else if (Character.isSurrogate(c)) {
                if (!isPair(json, i)) {
                    throw unstorable("half of a surrogate pair", i);
                }
                i++;
            }
        }
        return json;
    }

    private static boolean isPair(String json, int index) {
        return Character.isHighSurrogate(json.charAt(index)) && index + 1 < json.length()
                && Character.isLowSurrogate(json.charAt(index + 1));
    }

    private static IllegalArgumentException unstorable(String what, int index) {
        return new IllegalArgumentException("its text has " + what + ", which cannot be stored (index " + index
                + " of the JSON text).");
    }
}
