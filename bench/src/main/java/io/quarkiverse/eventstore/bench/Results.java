package io.quarkiverse.eventstore.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * All measurements; what counts is their median.
 */
public final class Results {

    private final Map<BenchCase, Map<ContenderName, List<Measurement>>> measurements = new EnumMap<>(BenchCase.class);

    public void add(BenchCase benchCase, ContenderName contender, Measurement measurement) {
        measurements.computeIfAbsent(benchCase, unused -> new EnumMap<>(ContenderName.class))
                .computeIfAbsent(contender, unused -> new ArrayList<>()).add(measurement);
    }

    /** Each figure's median over the rounds; empty if nothing was measured. */
    public Optional<Measurement> median(BenchCase benchCase, ContenderName contender) {
        List<Measurement> rounds = measurements.getOrDefault(benchCase, Map.of()).getOrDefault(contender, List.of());
        return rounds.isEmpty() ? Optional.empty()
                : Optional.of(new Measurement(median(rounds, Measurement::perSecond), (long) median(rounds, Measurement::p50),
                        (long) median(rounds, Measurement::p99), (long) median(rounds, Measurement::conflicts),
                        (long) median(rounds, Measurement::heapGrowth)));
    }

    private static double median(List<Measurement> rounds, ToDoubleFunction<Measurement> figure) {
        double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
