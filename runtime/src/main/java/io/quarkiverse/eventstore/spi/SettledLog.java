package io.quarkiverse.eventstore.spi;

import java.util.List;

/**
 * How far the log is settled.
 *
 * @param position at and below it, no event can appear any more; 0 for an empty log
 * @param isHeldBack whether events behind the position wait for transactions under way: it is worth looking again soon
 * @param hasMore whether the look ended before the end of the log: it is worth looking again at once
 * @param known the last events up to the position, without a gap, if the back end had them at hand; otherwise empty. Then it
 *        did not look any further, so others may have appended behind them.
 */
public record SettledLog(long position, boolean isHeldBack, boolean hasMore, List<LoggedEvent> known) {

    /** As seen in the log itself. */
    public SettledLog(long position, boolean isHeldBack, boolean hasMore) {
        this(position, isHeldBack, hasMore, List.of());
    }
}
