package io.quarkiverse.eventstore.runtime.subscription;

import java.time.Duration;

/**
 * Moments that are equally far apart and the same for everybody in this process. Points of time are those of
 * {@link System#nanoTime()}.
 */
record SaveMoments(Duration apart) {

    /** The number of the latest moment; the next one has the next number. */
    long latest(long now) {
        return Math.floorDiv(now, apart.toNanos());
    }

    Duration untilNext(long now) {
        return apart.minusNanos(Math.floorMod(now, apart.toNanos()));
    }
}
