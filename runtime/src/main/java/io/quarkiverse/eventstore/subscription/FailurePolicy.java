package io.quarkiverse.eventstore.subscription;

import java.time.Duration;

/**
 * What to do with an event that the handler fails on: try it again a few times, ever later, and then stop or park.
 *
 * @param retries how many times it is tried again; 0 for never
 * @param firstDelay the wait before the first repetition, more than 0; each further wait is twice as long
 * @param maxDelay the longest wait, not below the first
 * @param whenExhausted what happens when the last repetition has failed
 */
public record FailurePolicy(int retries, Duration firstDelay, Duration maxDelay, WhenExhausted whenExhausted) {

    private static final FailurePolicy DEFAULT = new FailurePolicy(5, Duration.ofMillis(100), Duration.ofSeconds(10),
            WhenExhausted.STOP);

    public FailurePolicy {
        if (retries < 0) {
            throw new IllegalArgumentException("Failure policy: expected 0 retries or more, but they are " + retries + ".");
        }
        if (firstDelay.isZero() || firstDelay.isNegative() || maxDelay.compareTo(firstDelay) < 0) {
            throw new IllegalArgumentException("Failure policy: expected a first delay of more than 0 and a longest one not "
                    + "below it, but they are " + firstDelay + " and " + maxDelay + ".");
        }
    }

    /** What happens to an event that could not be handled. */
    public enum WhenExhausted {

        /**
         * The partition stops at the event until it is resumed; its status, health and log say so. Guarantees: no event is
         * skipped or overtaken. Use it when order matters more than progress.
         */
        STOP,

        /**
         * The event and all later ones of its stream go aside, in order, and the others flow on. Guarantees: none is lost or
         * handled out of the order of its stream. Use it when one bad event must not hold up other streams.
         */
        PARK
    }

    /** Tries again 5 times within about 3 seconds, then stops. */
    public static FailurePolicy stop() {
        return DEFAULT;
    }

    /** Tries again 5 times within about 3 seconds, then parks. */
    public static FailurePolicy park() {
        return DEFAULT.withWhenExhausted(WhenExhausted.PARK);
    }

    /** A copy with other repetitions. */
    public FailurePolicy withRetries(int count, Duration first, Duration longest) {
        return new FailurePolicy(count, first, longest, whenExhausted);
    }

    /** A copy that does something else when the last repetition has failed. */
    public FailurePolicy withWhenExhausted(WhenExhausted exhausted) {
        return new FailurePolicy(retries, firstDelay, maxDelay, exhausted);
    }

    /** The wait before a repetition, counted from 1. */
    public Duration delayBefore(int retry) {
        Duration doubled = firstDelay.multipliedBy(1L << Math.min(Math.max(retry - 1, 0), 30));
        return doubled.compareTo(maxDelay) < 0 ? doubled : maxDelay;
    }
}
