package io.quarkiverse.eventstore.runtime.postgres.groupcommit;

/**
 * How much group commit sends at once and lets wait.
 *
 * @param batchesInFlight the most transactions under way; an append waits only when there are that many
 * @param batchSize the most appends of a batch
 * @param queueSize the most appends that wait
 */
public record GroupCommitLimits(int batchesInFlight, int batchSize, int queueSize) {
}
