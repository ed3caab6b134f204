package io.quarkiverse.eventstore.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.bench.report.Report;

class ReportTest {

    @Test
    void compares_within_each_round_and_takes_medians() {
        Results results = new Results();
        long[][] rounds = { { 20_000, 10_000, 9_000 }, { 1, 2, 1 }, { 40_000, 15_000, 18_000 } };
        for (long[] round : rounds) {
            results.add(BenchCase.APPEND_64, ContenderName.STORE, new Measurement(round[0], 2_000, 4_000, 0, 0));
            results.add(BenchCase.APPEND_64, ContenderName.PGBENCH, new Measurement(round[1], 6_000, 9_000, 0, 0));
            results.add(BenchCase.APPEND_64, ContenderName.AXON, new Measurement(round[2], 6_000, 9_000, 0, 0));
        }

        assertThat(new Report(results, Map.of("Machine", "two cores")).text())
                .contains("|append, 64 callers: 2 × pgbench, one transaction each |2.00 |yes")
                .contains("|append, 64 callers: 2.5 × Axon |2.22 |no")
                .contains("|append, 64 callers |Quarkus Event Store |20,000 |2.00 |4.00 |0")
                .contains("|append, 64 callers |limit: pgbench |10,000 (0.50) |6.00 |9.00 |0")
                .contains("|Machine |two cores")
                .doesNotContain("Emmett");
    }
}
