package io.quarkiverse.eventstore.runtime.messaging;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.infrastructure.Infrastructure;

/**
 * Keeps the order of each stream: what is to be done for a stream begins when what came before it has ended, in whatever way.
 * Different streams do not wait for each other.
 */
public final class StreamTurns {

    private final Map<String, CompletableFuture<@Nullable Void>> last = new HashMap<>();

    /** Takes its place in the line at once. */
    public <T extends @Nullable Object> CompletionStage<T> take(String streamName, Supplier<CompletionStage<T>> work) {
        CompletableFuture<@Nullable Void> turn = new CompletableFuture<>();
        CompletableFuture<@Nullable Void> before;
        synchronized (last) {
            before = last.put(streamName, turn);
        }
        return (before == null ? begin(work) : before.thenCompose(done -> begin(work)))
                .whenComplete((done, failure) -> end(streamName, turn));
    }

    private static <T extends @Nullable Object> CompletionStage<T> begin(Supplier<CompletionStage<T>> work) {
        try {
            return work.get();
        } catch (Throwable t) {
            return CompletableFuture.failedFuture(t);
        }
    }

    /** Who waits goes on on another thread: a long line of answers that come at once would be a deep stack otherwise. */
    private void end(String streamName, CompletableFuture<@Nullable Void> turn) {
        boolean isWaitedFor;
        synchronized (last) {
            isWaitedFor = !last.remove(streamName, turn);
        }
        if (isWaitedFor) {
            try {
                turn.completeAsync(() -> null, Infrastructure.getDefaultExecutor());
            } catch (RejectedExecutionException noThread) {
                turn.complete(null);
            }
        }
    }
}
