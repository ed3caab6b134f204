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
    private final Optional<Executor> callerContext;
    private final CompletableFuture<JointOutcome> outcome = new CompletableFuture<>();
    private boolean alone;

    QueuedAppend(JointAppend append, Optional<Executor> callerContext) {
        this.append = append;
        this.callerContext = callerContext;
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
        int events = 0;
        for (EncodedAppend part : parts()) {
            events += part.events().size();
        }
        return events;
    }

    long characters() {
        long characters = 0;
        for (EncodedAppend part : parts()) {
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
        inCallerContext(() -> {
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

    /** Runs the task where the caller wants his answer; in any case, also if his event loop has stopped. */
    void inCallerContext(Runnable task) {
        try {
            callerContext.orElse(Runnable::run).execute(task);
        } catch (RejectedExecutionException e) {
            task.run();
        }
    }
}
