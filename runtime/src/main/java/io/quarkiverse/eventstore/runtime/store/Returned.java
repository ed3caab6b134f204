package io.quarkiverse.eventstore.runtime.store;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;

/**
 * What code of the application returned.
 */
public final class Returned {

    private Returned() {
    }

    /** Refuses null, which nobody can wait for, naming who returned it. */
    public static <T> Uni<T> uni(String what, @Nullable Uni<T> returned) {
        if (returned == null) {
            throw new IllegalStateException(what + ": expected it to return a Uni, but it returned null.");
        }
        return returned;
    }
}
