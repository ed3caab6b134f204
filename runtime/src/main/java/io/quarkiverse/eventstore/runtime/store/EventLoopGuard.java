package io.quarkiverse.eventstore.runtime.store;

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

    static <T> T await(Uni<T> uni) {
        return uni.await().indefinitely();
    }
}
