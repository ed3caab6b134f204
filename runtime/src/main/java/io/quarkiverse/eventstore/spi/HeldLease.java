package io.quarkiverse.eventstore.spi;

/**
 * A lease that a node holds, and what it should know about the partition.
 *
 * @param isSurplus whether the node holds more than its share: it should end its work on the partition and release it
 * @param isPaused whether the subscription is paused
 * @param isStopped whether the partition stopped at a failure
 * @param isRetryWanted whether parked events of the partition are to be handled again
 */
public record HeldLease(PartitionLease lease, boolean isSurplus, boolean isPaused, boolean isStopped, boolean isRetryWanted) {
}
