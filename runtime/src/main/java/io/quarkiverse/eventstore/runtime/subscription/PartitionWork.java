package io.quarkiverse.eventstore.runtime.subscription;

import io.quarkiverse.eventstore.runtime.subscription.tail.LogTail;
import io.quarkiverse.eventstore.spi.CheckpointStorage;
import io.quarkiverse.eventstore.spi.EventLog;
import io.quarkiverse.eventstore.spi.LogFilter;
import io.quarkiverse.eventstore.subscription.FailurePolicy;

/**
 * What a runner works with.
 *
 * @param filter the events of the partition
 * @param batchSize the most events that are fetched and handled together
 */
record PartitionWork(EventLog log, CheckpointStorage checkpoints, LogTail tail, LogFilter filter, int batchSize,
        FailurePolicy failurePolicy) {
}
