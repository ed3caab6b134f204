package io.quarkiverse.eventstore.spi;

/**
 * How far the log is settled.
 *
 * @param position at and below it, no event can appear any more; 0 for an empty log
 * @param isHeldBack whether events behind the position wait for transactions under way: it is worth looking again soon
 * @param hasMore whether the look ended before the end of the log: it is worth looking again at once
 */
public record SettledLog(long position, boolean isHeldBack, boolean hasMore) {
}
