package io.quarkiverse.eventstore.spi;

import io.smallrye.mutiny.Uni;

/**
 * Follows the position up to which the log is settled: at and below it, no event can appear any more. Remembers what it saw;
 * used by one caller at a time.
 */
public interface LogFront {

    /**
     * Looks how far the log is settled now. Never waits for an open transaction, never goes back.
     */
    Uni<SettledLog> advance();
}
