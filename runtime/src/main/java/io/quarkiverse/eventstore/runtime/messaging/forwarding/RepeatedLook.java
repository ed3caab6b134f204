package io.quarkiverse.eventstore.runtime.messaging.forwarding;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * Looks again and again for as long as there is something to look for; costs nothing otherwise.
 */
final class RepeatedLook {

    private final Duration pause;
    private final BooleanSupplier look;
    private final AtomicBoolean isGoingOn = new AtomicBoolean();

    /** @param look says whether to look again */
    RepeatedLook(Duration pause, BooleanSupplier look) {
        this.pause = pause;
        this.look = look;
    }

    /** To be called when there is something to look for. */
    void begin() {
        if (!isGoingOn.get() && isGoingOn.compareAndSet(false, true)) {
            Later.run(pause, this::lookNow);
        }
    }

    /** What comes after this begins a new turn. */
    private void lookNow() {
        isGoingOn.set(false);
        if (look.getAsBoolean()) {
            begin();
        }
    }
}
