package io.quarkiverse.eventstore.bench.launcher;

import io.quarkiverse.eventstore.bench.Work;

/** Work that is done and not measured. */
final class Warmup {

    /** A few appends: when they are answered, the contender's tables are there. */
    static final Work OF_THE_SCHEMA = new Work("append", 1, 1, 1, 0.2, "schema");

    /** Compiles the code: the first seconds of a JVM are not its speed. */
    static final double SECONDS = 4;

    private Warmup() {
    }
}
