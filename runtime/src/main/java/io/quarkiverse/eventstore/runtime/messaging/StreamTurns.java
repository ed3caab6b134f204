package io.quarkiverse.eventstore.runtime.messaging;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/**
 * Keeps the order of each stream: what is to be done for a stream begins when what came before it has ended, in whatever way.
 * Different streams do not wait for each other.
 */
final class StreamTurns {

    private final Map<String, CompletableFuture<@Nullable Void>> last = new HashMap<>();

    /** Takes its place in the line when it is called. The result must be subscribed to, once. */
    <T> Uni<T> take(String streamName, Supplier<Uni<? extends T>> work) {
        CompletableFuture<@Nullable Void> turn = new CompletableFuture<>();
        CompletableFuture<@Nullable Void> before;
        synchronized (last) {
            before = last.put(streamName, turn);
        }
        Uni<T> mine = Uni.createFrom().deferred(work).onTermination().invoke(() -> end(streamName, turn));
        return before == null ? mine : Uni.createFrom().completionStage(before).chain(() -> mine);
    }

    /** Who waits goes on on another thread: a long line of answers that come at once would be a deep stack otherwise. */
    private void end(String streamName, CompletableFuture<@Nullable Void> turn) {
        boolean isWaitedFor;
        synchronized (last) {
            isWaitedFor = !last.remove(streamName, turn);
        }
        if (isWaitedFor) {
            turn.completeAsync(() -> null, Infrastructure.getDefaultExecutor());
        }
    }
}
