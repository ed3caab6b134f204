package io.quarkiverse.eventstore.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * All measurements, round by round; what counts is a median.
 */
public final class Results {

    private final Map<BenchCase, Map<ContenderName, List<Measurement>>> measurements = new EnumMap<>(BenchCase.class);

    public void add(BenchCase benchCase, ContenderName contender, Measurement measurement) {
        measurements.computeIfAbsent(benchCase, unused -> new EnumMap<>(ContenderName.class))
                .computeIfAbsent(contender, unused -> new ArrayList<>()).add(measurement);
    }

    /** Each figure's median over the rounds; empty if nothing was measured. */
    public Optional<Measurement> median(BenchCase benchCase, ContenderName contender) {
        List<Measurement> rounds = rounds(benchCase, contender);
        return rounds.isEmpty() ? Optional.empty()
                : Optional.of(new Measurement(median(rounds, Measurement::perSecond), (long) median(rounds, Measurement::p50),
                        (long) median(rounds, Measurement::p99), (long) median(rounds, Measurement::conflicts),
                        (long) median(rounds, Measurement::heapGrowth)));
    }

    /**
     * The median of what one has in relation to the other in each round: a machine that is slower for a while is so for both.
     * Empty if one of them was not measured.
     */
    public OptionalDouble medianRatio(BenchCase benchCase, ContenderName ours, ContenderName theirs,
            ToDoubleFunction<Measurement> figure) {
        List<Measurement> our = rounds(benchCase, ours);
        List<Measurement> their = rounds(benchCase, theirs);
        int rounds = Math.min(our.size(), their.size());
        return rounds == 0 ? OptionalDouble.empty()
                : OptionalDouble.of(median(IntStream.range(0, rounds)
                        .mapToDouble(round -> figure.applyAsDouble(our.get(round)) / figure.applyAsDouble(their.get(round)))));
    }

    private List<Measurement> rounds(BenchCase benchCase, ContenderName contender) {
        return measurements.getOrDefault(benchCase, Map.of()).getOrDefault(contender, List.of());
    }

    private static double median(List<Measurement> rounds, ToDoubleFunction<Measurement> figure) {
        return median(rounds.stream().mapToDouble(figure));
    }

    private static double median(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
