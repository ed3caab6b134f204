package io.quarkiverse.eventstore.bench.launcher;

import io.quarkiverse.eventstore.bench.BenchCase;
import io.quarkiverse.eventstore.bench.Work;

/** Work that is done and not measured. */
final class Warmup {

    /** A few appends: when they are answered, the contender's tables are there. */
    static final Work OF_THE_SCHEMA = new Work("append", 1, 1, 1, 0.2, "schema");

    private static final double SECONDS = 10;
    private static final double SECONDS_WITH_COMPANY = 20;

    private Warmup() {
    }

    /**
     * Compiles the code: the first seconds of a JVM are not its speed. With subscriptions or forwarding there is more of it,
     * and a broker.
     */
    static double seconds(BenchCase benchCase) {
        return switch (benchCase) {
            case SUBSCRIBED_1, SUBSCRIBED_64, FORWARDED_1, FORWARDED_64, FORWARD -> SECONDS_WITH_COMPANY;
            default -> SECONDS;
        };
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
