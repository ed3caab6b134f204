package io.quarkiverse.eventstore.bench;

/**
 * What a contender did: one JSON line from its process.
 *
 * @param perSecond events that were appended or read, per second
 * @param p50 median time of one operation, in microseconds
 * @param p99 time that 99 of 100 operations stayed below, in microseconds
 * @param conflicts appends that were refused and tried again
 * @param heapGrowth bytes that were live at most, beyond those before; only where memory is measured
 * @param compiling the part of the time that a JVM spent compiling, 1 for one thread that did nothing else
 */
public record Measurement(double perSecond, long p50, long p99, long conflicts, long heapGrowth, double compiling) {

    public Measurement(double perSecond, long p50, long p99, long conflicts, long heapGrowth) {
        this(perSecond, p50, p99, conflicts, heapGrowth, 0);
    }

    public Measurement whileCompiling(double part) {
        return new Measurement(perSecond, p50, p99, conflicts, heapGrowth, part);
    }
}
