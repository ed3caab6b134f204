package io.quarkiverse.eventstore.runtime.postgres.groupcommit;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * The callers whose appends were accepted, until each has been told what became of his.
 */
final class Callers {

    private final AtomicInteger waiting = new AtomicInteger();
    private final Queue<Runnable> answers = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<@Nullable Void> allTold = new CompletableFuture<>();
    private volatile boolean leaving;

    /** One more waits. */
    void add() {
        waiting.incrementAndGet();
    }

    /** One was told. */
    void told() {
        waiting.decrementAndGet();
        completeIfAllTold();
    }

    /** An answer that is ready; {@link #tell} gives it. */
    void addAnswer(Runnable answer) {
        answers.add(answer);
    }

    /** Gives all answers that are ready. */
    void tell() {
        Runnable answer = answers.poll();
        while (answer != null) {
            answer.run();
            answer = answers.poll();
        }
    }

    /** From now on nobody is to be added. */
    void leave() {
        leaving = true;
    }

    boolean areLeaving() {
        return leaving;
    }

    /** Completes when they are leaving and the last of them has been told. */
    CompletionStage<?> allTold() {
        completeIfAllTold();
        return allTold;
    }

    private void completeIfAllTold() {
        if (leaving && waiting.get() == 0) {
            allTold.complete(null);
        }
    }
}
