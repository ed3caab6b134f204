package io.quarkiverse.eventstore;

import org.jspecify.annotations.Nullable;

/** Refuses null where a value must be given, and numbers out of their range. */
final class Given {

    private Given() {
    }

    static void require(String thing, String expectation, @Nullable Object value) {
        if (value == null) {
            throw new IllegalArgumentException(thing + ": expected " + expectation + ", but it is null.");
        }
    }

    static void requireNotNegative(String readOption, long value) {
        if (value < 0) {
            throw new IllegalArgumentException("Read option " + readOption + ": expected 0 or more, but it is " + value + ".");
        }
    }
}
