package io.quarkiverse.eventstore.bench.launcher;

import java.util.List;

import io.quarkiverse.eventstore.bench.BenchCase;
import io.quarkiverse.eventstore.bench.Measurement;
import io.quarkiverse.eventstore.bench.Work;

/** Work that is done and not measured. */
final class Warmup {

    /** A few appends: when they are answered, the contender's tables are there. */
    static final Work OF_THE_SCHEMA = new Work("append", 1, 1, 1, 0.2, "schema");

    static final double SECONDS_AT_A_TIME = 5;

    private static final double SECONDS = 10;
    private static final double SECONDS_WITH_COMPANY = 20;
    private static final double SECONDS_OF_SINGLE_EVENTS = 60;
    private static final double LONGEST_SECONDS = 180;

    private static final double COMPILING_LITTLE = 0.02;

    private Warmup() {
    }

    /**
     * What compiles the code of a case, one after the other: a lone caller would need minutes for it.
     */
    static List<BenchCase> of(BenchCase benchCase) {
        return switch (benchCase) {
            case SUBSCRIBED_1 -> List.of(BenchCase.SUBSCRIBED_64, benchCase);
            case FORWARDED_1 -> List.of(BenchCase.FORWARDED_64, benchCase);
            default -> List.of(benchCase);
        };
    }

    /** Whether a contender that has worked for so long, and measured this at last, is to go on before it is measured. */
    static boolean goesOn(BenchCase benchCase, double seconds, Measurement last) {
        return seconds < seconds(benchCase) || seconds < LONGEST_SECONDS && last.compiling() > COMPILING_LITTLE;
    }

    /**
     * How long a contender works at least: the first seconds of a JVM are not its speed. With subscriptions or forwarding there
     * is more to compile, and a broker. Single events leave the compiler at rest long before it has done its work.
     */
    private static double seconds(BenchCase benchCase) {
        return switch (benchCase) {
            case SUBSCRIBED_64, FORWARDED_64, FORWARD -> SECONDS_WITH_COMPANY;
            case DELIVERY, DELIVERY_ELSEWHERE -> SECONDS_OF_SINGLE_EVENTS;
            default -> SECONDS;
        };
    }
}
