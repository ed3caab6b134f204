package io.quarkiverse.eventstore.bench;

/**
 * What a contender did: one JSON line from its process.
 *
 * @param perSecond events that were appended or read, per second
 * @param p50 median time of one operation, in microseconds
 * @param p99 time that 99 of 100 operations stayed below, in microseconds
 * @param conflicts appends that were refused and tried again
 * @param heapGrowth bytes that were live at most, beyond those before; only where memory is measured
 */
public record Measurement(double perSecond, long p50, long p99, long conflicts, long heapGrowth) {
}
