package io.quarkiverse.eventstore.spi;

import java.util.List;

/**
 * How far the log is settled.
 *
 * @param position at and below it, no event can appear any more; 0 for an empty log
 * @param isHeldBack whether events behind the position wait for transactions under way: it is worth looking again soon
 * @param hasMore whether the look ended before the end of the log: it is worth looking again at once
 * @param known the last events up to the position, without a gap, if the back end had them at hand; otherwise empty
 * @param isOfOwnCommits whether it is what this node has committed, and the log itself was not looked at: others may have
 *        appended behind the position
 */
public record SettledLog(long position, boolean isHeldBack, boolean hasMore, List<LoggedEvent> known,
        boolean isOfOwnCommits) {

    /** As seen in the log itself. */
    public SettledLog(long position, boolean isHeldBack, boolean hasMore) {
        this(position, isHeldBack, hasMore, List.of(), false);
    }

    /** Whether there are events behind a position, and all of them are known. */
    public boolean knowsAllBehind(long other) {
        return !known.isEmpty() && known.get(0).event().globalPosition() - 1 <= other;
    }
}
