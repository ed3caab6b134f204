package io.quarkiverse.eventstore.runtime.messaging;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * Looks again and again for as long as there is something to look for; costs nothing otherwise.
 */
final class RepeatedLook {

    private final long pauseMillis;
    private final BooleanSupplier look;
    private final AtomicBoolean isGoingOn = new AtomicBoolean();

    /** @param look says whether to look again; runs on the timer's thread, so it must not block */
    RepeatedLook(Duration pause, BooleanSupplier look) {
        this.pauseMillis = Math.max(1, pause.toMillis());
        this.look = look;
    }

    /** To be called when there is something to look for. */
    void begin() {
        if (!isGoingOn.get() && isGoingOn.compareAndSet(false, true)) {
            lookLater();
        }
    }

    private void lookLater() {
        CompletableFuture.delayedExecutor(pauseMillis, TimeUnit.MILLISECONDS, Runnable::run).execute(this::lookNow);
    }

    /** What came after the look and before the end is looked for in a new turn. */
    private void lookNow() {
        isGoingOn.set(false);
        if (look.getAsBoolean()) {
            begin();
        }
    }
}
