package io.quarkiverse.eventstore.runtime.subscription.tail;

import java.time.Duration;

/**
 * How far apart looks at the end of the log are at least when somebody asks for one. Points of time are those of
 * {@link System#nanoTime()}.
 */
final class LookPace {

    /** While events keep coming, a look finds several; the first one after a while is looked for at once. */
    static final Duration APART = Duration.ofMillis(5);

    /** While many events keep coming, who appends them needs the machine more than their readers need to hurry. */
    static final Duration APART_WHEN_BUSY = Duration.ofMillis(50);

    /** From one look to the next, so many events a second are many, and fewer than these are not any more. */
    static final long MANY_A_SECOND = 1_000;
    static final long STILL_MANY_A_SECOND = 250;

    /** So many at once that the next look must find what is remembered still there. */
    static final int CROWD = 2_000;
    static final Duration APART_IN_A_CROWD = Duration.ofMillis(20);

    /** One look that finds many after a while is no sign that they keep coming. */
    static final Duration IN_A_ROW = APART_WHEN_BUSY.plusMillis(10);

    private Duration apart = APART;
    private long lastLook;
    private long sinceLookBefore;

    LookPace(long now) {
        lastLook = now - APART.toNanos();
    }

    /** How long it still takes until the next look may begin; zero or less: it may begin at once. */
    Duration untilNext(long now) {
        return apart.minusNanos(now - lastLook);
    }

    void begins(long now) {
        sinceLookBefore = now - lastLook;
        lastLook = now;
    }

    /** @param positions how much further the log was settled than at the look before */
    void found(long positions) {
        boolean isInARow = sinceLookBefore < IN_A_ROW.toNanos();
        double perSecond = positions * 1e9 / Math.max(1, sinceLookBefore);
        boolean isBusy = isInARow && perSecond >= (apart.equals(APART) ? MANY_A_SECOND : STILL_MANY_A_SECOND);
        apart = !isBusy ? APART : positions < CROWD ? APART_WHEN_BUSY : APART_IN_A_CROWD;
    }
}
