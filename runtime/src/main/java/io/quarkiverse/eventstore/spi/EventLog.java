package io.quarkiverse.eventstore.spi;

import io.smallrye.mutiny.Uni;

/**
 * The log of all streams, in the order of global positions.
 */
public interface EventLog {

    /**
     * Finds the position of the last event in the log when it was called, and completes when no append can appear at or below
     * it any more, not even after a crash of the back end; 0 if there is no event. It waits for the transactions that were
     * appending right after the position was found, and for no later ones. A subscriber that cancels stops the waiting.
     */
    Uni<Long> highWaterMark();

    /**
     * Reads one page; complete only up to a {@link #highWaterMark()} that was found before. A page may have fewer events than
     * asked for, or none, although more follow: it ends where enough positions were looked at.
     */
    Uni<LogPage> readLog(LogRead read);
}
