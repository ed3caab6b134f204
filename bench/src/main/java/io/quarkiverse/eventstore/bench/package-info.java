/**
 * Benchmarks: {@link io.quarkiverse.eventstore.bench.Benchmark} starts a PostgreSQL and one process per contender, asks each
 * for the same work in turn, and writes the table.
 */
@NullMarked
package io.quarkiverse.eventstore.bench;

import org.jspecify.annotations.NullMarked;
