package io.quarkiverse.eventstore;

import org.jspecify.annotations.Nullable;

/** Refuses null where a value must be given. */
final class Given {

    private Given() {
    }

    static void require(String thing, String expectation, @Nullable Object value) {
        if (value == null) {
            throw new IllegalArgumentException(thing + ": expected " + expectation + ", but it is null.");
        }
    }
}
