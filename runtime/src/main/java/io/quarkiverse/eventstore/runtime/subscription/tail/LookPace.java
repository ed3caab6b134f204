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
    static final Duration APART_WHEN_BUSY = Duration.ofMillis(20);
    static final int BUSY = 5;

    /** The more readers a look wakes, the more of them should find something to do. */
    static final Duration APART_FOR_EACH_WOKEN = Duration.ofMillis(5);
    static final Duration LONGEST_APART = Duration.ofMillis(50);

    /** So many at once that the next look must find what is remembered still there. */
    static final int CROWD = 2_000;

    /** One look that finds many after a while is no sign that they keep coming. */
    static final Duration IN_A_ROW = LONGEST_APART.plusMillis(10);

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

    /**
     * @param positions how much further the log was settled than at the look before
     * @param woken how many readers that concerned
     */
    void found(long positions, int woken) {
        boolean isBusy = isInARow && positions >= BUSY;
        apart = !isBusy ? APART : positions < CROWD ? apartWhenBusy(woken) : APART_WHEN_BUSY;
    }

    private static Duration apartWhenBusy(int woken) {
        Duration wished = APART_FOR_EACH_WOKEN.multipliedBy(woken);
        Duration atLeast = wished.compareTo(APART_WHEN_BUSY) > 0 ? wished : APART_WHEN_BUSY;
        return atLeast.compareTo(LONGEST_APART) < 0 ? atLeast : LONGEST_APART;
    }
}
