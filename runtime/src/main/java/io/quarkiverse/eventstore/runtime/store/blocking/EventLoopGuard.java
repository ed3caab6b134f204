package io.quarkiverse.eventstore.runtime.store.blocking;

import static java.util.Objects.requireNonNullElse;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

import io.quarkiverse.eventstore.EventStoreUnavailableException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/**
 * Waits for results on threads that may wait, and refuses the others before anything happens.
 */
final class EventLoopGuard {

    private EventLoopGuard() {
    }

    static void requireBlockingAllowed(String bean, String alternative) {
        if (!Infrastructure.canCallerThreadBeBlocked()) {
            throw new IllegalStateException(bean + ": expected a thread that may block, but it was called on the event loop ("
                    + Thread.currentThread().getName() + "): annotate the calling method with @Blocking or "
                    + "@RunOnVirtualThread, or inject " + alternative + ".");
        }
    }

    /**
     * @param whenInterrupted is run if the waiting thread is interrupted before the result comes
     * @param whenTooLate takes the result if it comes after that
     */
    static <T> T await(Uni<T> uni, Runnable whenInterrupted, Consumer<T> whenTooLate) {
        CompletableFuture<T> result = uni.subscribeAsCompletionStage();
        try {
            return result.get();
        } catch (InterruptedException e) {
            whenInterrupted.run();
            result.thenAccept(whenTooLate);
            Thread.currentThread().interrupt();
            throw new EventStoreUnavailableException("Event store: expected to wait for the answer, but the thread was "
                    + "interrupted; the operation may or may not happen.", e);
        } catch (ExecutionException e) {
            throw EventLoopGuard.<RuntimeException> unchanged(requireNonNullElse(e.getCause(), e));
        }
    }

    /** What failed passes as it is, also a checked exception: this changes the compiler's view only. */
    @SuppressWarnings("unchecked")
    static <X extends Throwable> X unchanged(Throwable failure) throws X {
        throw (X) failure;
    }
}
