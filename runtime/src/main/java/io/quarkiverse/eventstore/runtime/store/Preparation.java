package io.quarkiverse.eventstore.runtime.store;

import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;

/**
 * What was made ready of a caller's input while he called, or why it is refused: nothing is thrown at him, his subscription
 * fails.
 */
public final class Preparation<P> {

    private final @Nullable P prepared;
    private final @Nullable RuntimeException refusal;

    private Preparation(@Nullable P prepared, @Nullable RuntimeException refusal) {
        this.prepared = prepared;
        this.refusal = refusal;
    }

    public static <P> Preparation<P> of(Supplier<P> input) {
        try {
            return new Preparation<>(input.get(), null);
        } catch (RuntimeException e) {
            return new Preparation<>(null, e);
        }
    }

    public <T> Uni<T> then(Function<P, Uni<T>> send) {
        return prepared == null ? Uni.createFrom().failure(refusal) : send.apply(prepared);
    }
}
