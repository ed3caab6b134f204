package io.quarkiverse.eventstore.runtime.projection;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;

/**
 * Lets callers have a thing, such as a read model, one after the other. What one has begun goes on to its end although the
 * caller may stop waiting: a subscription that was started by half could be neither used nor ended.
 */
final class Turns<M> {

    private final M model;
    private final AtomicReference<CompletableFuture<@Nullable Void>> last = new AtomicReference<>(
            CompletableFuture.completedFuture(null));

    Turns(M model) {
        this.model = model;
    }

    <T> Uni<T> take(Function<M, Uni<T>> work) {
        return Uni.createFrom().deferred(() -> {
            CompletableFuture<@Nullable Void> turn = new CompletableFuture<>();
            CompletableFuture<@Nullable Void> before = last.getAndSet(turn);
            return Uni.createFrom().completionStage(before.copy())
                    .chain(() -> work.apply(model))
                    .onTermination().invoke(() -> turn.complete(null))
                    .memoize().indefinitely();
        });
    }
}
