package io.quarkiverse.eventstore.bench.launcher;

import java.util.Set;

import io.quarkiverse.eventstore.bench.BenchCase;
import io.quarkiverse.eventstore.bench.Work;

/** Work that is done and not measured. */
final class Warmup {

    /** A few appends: when they are answered, the contender's tables are there. */
    static final Work OF_THE_SCHEMA = new Work("append", 1, 1, 1, 0.2, "schema");

    private static final Set<BenchCase> WITH_BROKER = Set.of(BenchCase.FORWARD, BenchCase.FORWARDED_1, BenchCase.FORWARDED_64);
    private static final double SECONDS = 10;
    private static final double SECONDS_WITH_BROKER = 20;

    private Warmup() {
    }

    /** Compiles the code: the first seconds of a JVM are not its speed, and those of a broker even less. */
    static double seconds(BenchCase benchCase) {
        return WITH_BROKER.contains(benchCase) ? SECONDS_WITH_BROKER : SECONDS;
    }

    /**
     * The case that compiles the code of another: a lone caller would need minutes for it, and one contender would have been
     * warmed by the cases before, the other not.
     */
    static BenchCase of(BenchCase benchCase) {
        return switch (benchCase) {
            case SUBSCRIBED_1 -> BenchCase.SUBSCRIBED_64;
            case FORWARDED_1 -> BenchCase.FORWARDED_64;
            default -> benchCase;
        };
    }
}
