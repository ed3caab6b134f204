package io.quarkiverse.eventstore.runtime.postgres.groupcommit;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import io.quarkiverse.eventstore.spi.AppendOutcome;
import io.quarkiverse.eventstore.spi.EncodedEvent;
import io.quarkiverse.eventstore.spi.StreamAppend;
import io.smallrye.mutiny.subscription.UniEmitter;

/**
 * An append that was accepted, and who waits for its outcome.
 */
final class QueuedAppend {

    private final StreamAppend append;
    private final UniEmitter<? super AppendOutcome> caller;
    private final Executor callerContext;
    private boolean alone;

    QueuedAppend(StreamAppend append, UniEmitter<? super AppendOutcome> caller, Executor callerContext) {
        this.append = append;
        this.caller = caller;
        this.callerContext = callerContext;
    }

    StreamAppend append() {
        return append;
    }

    /** Whether it may not share a transaction, since a batch with it was refused. Read and written under the queue's lock. */
    boolean isAlone() {
        return alone;
    }

    void travelAlone() {
        alone = true;
    }

    String streamName() {
        return append.streamName();
    }

    int events() {
        return append.events().size();
    }

    long characters() {
        long characters = 0;
        for (EncodedEvent event : append.events()) {
            characters += event.data().length() + (event.metadata() == null ? 0 : event.metadata().length());
        }
        return characters;
    }

    void answer(AppendOutcome outcome) {
        inCallerContext(() -> caller.complete(outcome));
    }

    void fail(Throwable failure) {
        inCallerContext(() -> caller.fail(failure));
    }

    /** Runs the task where the caller wants his answer; in any case, also if his event loop has stopped. */
    void inCallerContext(Runnable task) {
        try {
            callerContext.execute(task);
        } catch (RejectedExecutionException e) {
            task.run();
        }
    }
}
