package io.quarkiverse.eventstore;

/**
 * Tells which text a database can store: neither NUL nor half of a surrogate pair.
 */
final class StorableText {

    private StorableText() {
    }

    /** The index of the first character that cannot be stored, or -1. */
    static int indexOfUnstorable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return i;
            }
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c) || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }

    static String describe(String text, int index) {
        return text.charAt(index) == 0 ? "a NUL character" : "half of a surrogate pair";
    }
}
