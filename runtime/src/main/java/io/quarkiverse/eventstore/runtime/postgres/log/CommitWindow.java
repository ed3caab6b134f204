package io.quarkiverse.eventstore.runtime.postgres.log;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.spi.LoggedEvent;

/**
 * The events of this node's own commits that lie a little behind a settled position. Those whose positions follow it without a
 * gap are settled too: each position has its event, and that is committed. What does not fit in is left out, which leaves a
 * gap. Nobody who has looked away for a while finds anything here: then the log itself is to be read.
 */
final class CommitWindow {

    private static final int SIZE = 4_096;
    private static final long MOST_CHARACTERS = 4_000_000;

    private static final long LOOKED_AT_WITHIN = Duration.ofSeconds(10).toNanos();

    private final LongSupplier nanoTime;
    private final @Nullable LoggedEvent[] events = new LoggedEvent[SIZE];
    private volatile boolean isFollowed;
    private long settled = -1;
    private long characters;
    private long lastLook;

    CommitWindow() {
        this(System::nanoTime);
    }

    /** @param nanoTime the clock by which it is seen that nobody looks any more */
    CommitWindow(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Whether anybody has settled a position here and looks now and then: otherwise, nothing is taken. */
    boolean isFollowed() {
        return isFollowed;
    }

    /** Takes a committed event, if somebody follows and there is room. */
    synchronized void add(LoggedEvent committed) {
        long position = committed.event().globalPosition();
        forgetIfNobodyLooks();
        if (!isFollowed || position <= settled || position - settled > SIZE || characters > MOST_CHARACTERS) {
            return;
        }
        remove(position);
        events[slot(position)] = committed;
        characters += committed.characters();
    }

    /** Gives what follows the settled position without a gap, and moves that position behind it. */
    synchronized List<LoggedEvent> takeRun() {
        List<LoggedEvent> run = new ArrayList<>();
        forgetIfNobodyLooks();
        lastLook = nanoTime.getAsLong();
        if (isFollowed) {
            LoggedEvent next = remove(settled + 1);
            while (next != null) {
                run.add(next);
                settled++;
                next = remove(settled + 1);
            }
        }
        return run;
    }

    /** Begins at a position that is settled, and forgets what is at and below it; never goes back. */
    synchronized void settle(long position) {
        long last = Math.min(position, settled + SIZE);
        for (long each = settled + 1; each <= last; each++) {
            remove(each);
        }
        settled = Math.max(settled, position);
        lastLook = nanoTime.getAsLong();
        isFollowed = true;
    }

    /** What was removed from the log meanwhile must not come from here, and nothing stays in memory for nobody. */
    private void forgetIfNobodyLooks() {
        if (isFollowed && nanoTime.getAsLong() - lastLook > LOOKED_AT_WITHIN) {
            isFollowed = false;
            Arrays.fill(events, null);
            characters = 0;
        }
    }

    private @Nullable LoggedEvent remove(long position) {
        LoggedEvent removed = events[slot(position)];
        if (removed == null) {
            return null;
        }
        events[slot(position)] = null;
        characters -= removed.characters();
        return removed;
    }

    private static int slot(long position) {
        return (int) (position % SIZE);
    }
}
