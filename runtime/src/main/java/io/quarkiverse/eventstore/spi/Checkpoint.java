package io.quarkiverse.eventstore.spi;

import java.util.Set;

/**
 * Where a partition of a subscription goes on.
 *
 * @param position the last position that was dealt with
 * @param isStopped whether it stopped at a failure and was not resumed
 * @param parkedStreams the streams of the partition that have parked events
 */
public record Checkpoint(long position, boolean isStopped, Set<String> parkedStreams) {

    public Checkpoint {
        parkedStreams = Set.copyOf(parkedStreams);
    }
}
