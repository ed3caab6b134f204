package io.quarkiverse.eventstore.runtime.subscription.tail;

import java.time.Duration;
import java.util.List;

import io.quarkiverse.eventstore.spi.SettledLog;

/**
 * How long to wait until the next look at the end of the log, if nobody says before that there is something new.
 */
final class LookPauses {

    private static final List<Duration> WHILE_HELD_BACK = List.of(Duration.ofMillis(1), Duration.ofMillis(2),
            Duration.ofMillis(5), Duration.ofMillis(10), Duration.ofMillis(20), Duration.ofMillis(50));
    private static final Duration SHORTEST = Duration.ofMillis(20);
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private int looksHeldBack;
    private Duration idle = SHORTEST;

    /** @param moved whether the last look found something new */
    Duration after(SettledLog look, boolean moved) {
        looksHeldBack = look.isHeldBack() && !moved ? looksHeldBack + 1 : 0;
        if (look.isHeldBack()) {
            return WHILE_HELD_BACK.get(Math.min(looksHeldBack, WHILE_HELD_BACK.size() - 1));
        }
        Duration pause = moved ? SHORTEST : idle;
        idle = shorter(pause.multipliedBy(2), LONGEST);
        return pause;
    }

    /** The wait after a look that failed. */
    Duration afterFailure() {
        return LONGEST;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
