package io.quarkiverse.eventstore.runtime.subscription;

import java.time.Duration;

/**
 * How far apart looks at the end of the log are at least when somebody asks for one. Points of time are those of
 * {@link System#nanoTime()}.
 */
final class LookPace {

    /** While events keep coming, a look finds several; the first one after a while is looked for at once. */
    static final Duration APART = Duration.ofMillis(5);

    /** While many events keep coming, who appends them needs the machine more than their readers need to hurry. */
    static final Duration APART_WHEN_BUSY = Duration.ofMillis(20);
    static final int BUSY = 5;

    /** One look that finds many after a while is no sign that they keep coming. */
    static final Duration IN_A_ROW = APART_WHEN_BUSY.multipliedBy(2);

    private Duration apart = APART;
    private long lastLook;
    private boolean isInARow;

    LookPace(long now) {
        lastLook = now - APART.toNanos();
    }

    /** How long it still takes until the next look may begin; zero or less: it may begin at once. */
    Duration untilNext(long now) {
        return apart.minusNanos(now - lastLook);
    }

    void begins(long now) {
        isInARow = now - lastLook < IN_A_ROW.toNanos();
        lastLook = now;
    }

    /** @param positions how much further the log was settled than at the look before */
    void found(long positions) {
        apart = isInARow && positions >= BUSY ? APART_WHEN_BUSY : APART;
    }
}
