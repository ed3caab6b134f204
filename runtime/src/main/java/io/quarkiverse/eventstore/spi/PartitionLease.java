package io.quarkiverse.eventstore.spi;

/**
 * The right of a node to run a partition of a subscription.
 *
 * @param partition from 0
 * @param token grows with each new owner: who comes with an older one has lost the partition
 */
public record PartitionLease(String subscription, int partition, long token) {
}
