package io.quarkiverse.eventstore.runtime.postgres.groupcommit;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.spi.EncodedAppend;
import io.quarkiverse.eventstore.spi.EncodedEvent;
import io.quarkiverse.eventstore.spi.JointAppend;
import io.quarkiverse.eventstore.spi.JointOutcome;

/**
 * An append that was accepted, and who waits for its outcome.
 */
final class QueuedAppend {

    private final JointAppend append;
    private final int events;
    private final long characters;
    private final Optional<Executor> callerContext;
    private final Executor nobodysContext;
    private final CompletableFuture<JointOutcome> outcome = new CompletableFuture<>();
    private boolean alone;

    /** @param nobodysContext where a caller without a context is told, so that he does not go on in that of another one */
    QueuedAppend(JointAppend append, Optional<Executor> callerContext, Executor nobodysContext) {
        this.append = append;
        this.events = events(append);
        this.characters = characters(append);
        this.callerContext = callerContext;
        this.nobodysContext = nobodysContext;
    }

    JointAppend append() {
        return append;
    }

    CompletableFuture<JointOutcome> outcome() {
        return outcome;
    }

    /** Whether it may not share a transaction, since a batch with it was refused. Read and written under the queue's lock. */
    boolean isAlone() {
        return alone;
    }

    void travelAlone() {
        alone = true;
    }

    boolean isSingle() {
        return append.isSingle();
    }

    /** The appends, each to a stream of its own. */
    List<EncodedAppend> parts() {
        return append.appends();
    }

    /** The name of the stream, or of the first one of several. */
    String streamName() {
        return parts().get(0).streamName();
    }

    int events() {
        return events;
    }

    long characters() {
        return characters;
    }

    private static int events(JointAppend append) {
        int events = 0;
        for (EncodedAppend part : append.appends()) {
            events += part.events().size();
        }
        return events;
    }

    private static long characters(JointAppend append) {
        long characters = 0;
        for (EncodedAppend part : append.appends()) {
            for (EncodedEvent event : part.events()) {
                characters += event.data().length() + (event.metadata() == null ? 0 : event.metadata().length());
            }
        }
        return characters;
    }

    /** Whether the caller is told in a turn of his own, so that whatever he does then delays nobody. */
    boolean hasCallerContext() {
        return callerContext.isPresent();
    }

    /**
     * Tells the caller.
     *
     * @param told runs when he has been told, whatever he made of it
     */
    void answer(@Nullable JointOutcome answer, @Nullable Throwable failure, Runnable told) {
        in(callerContext.orElse(nobodysContext), () -> {
            try {
                if (failure == null) {
                    outcome.complete(answer);
                } else {
                    outcome.completeExceptionally(failure);
                }
            } finally {
                told.run();
            }
        });
    }

    /** Runs the task where the caller wants his answer, or at once if he does not say. */
    void inCallerContext(Runnable task) {
        in(callerContext.orElse(Runnable::run), task);
    }

    /** In any case, also if the event loop has stopped. */
    private static void in(Executor context, Runnable task) {
        try {
            context.execute(task);
        } catch (RejectedExecutionException e) {
            task.run();
        }
    }
}
