package io.quarkiverse.eventstore.runtime.messaging.forwarding;

import java.time.Duration;

/**
 * How long to wait between attempts: each time twice as long, up to a limit.
 */
record DoublingPause(Duration first, Duration longest) {

    private static final int MOST_DOUBLINGS = 16;

    /** @param attempts how many there were since the first */
    Duration after(long attempts) {
        if (first.compareTo(longest) >= 0) {
            return longest;
        }
        Duration pause = first.multipliedBy(1L << Math.min(attempts, MOST_DOUBLINGS));
        return pause.compareTo(longest) < 0 ? pause : longest;
    }
}
