package io.quarkiverse.eventstore.bench.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import io.quarkiverse.eventstore.bench.BenchCase;
import io.quarkiverse.eventstore.bench.Company;
import io.quarkiverse.eventstore.bench.ContenderName;
import io.quarkiverse.eventstore.bench.Measurement;
import io.quarkiverse.eventstore.bench.Options;
import io.quarkiverse.eventstore.bench.Results;
import io.quarkiverse.eventstore.bench.Work;

/**
 * Measures case by case: in each round every contender once, each round beginning with another one.
 */
public final class Rounds {

    private static final int BATCH_LIMIT_CALLERS = 2;
    private static final int EVENTS_OF_A_STREAM = 100;
    private static final int EVENTS_OF_A_SHORT_STREAM = 10;

    private final Options options;
    private final Server server;
    private final Path module;

    public Rounds(Options options, Server server, Path module) {
        this.options = options;
        this.server = server;
        this.module = module;
    }

    /** Adds what it measures to the results, case by case. */
    public void run(Results results) throws IOException {
        Emmett emmett = new Emmett(module);
        try (Kafka kafka = new Kafka()) {
            for (BenchCase benchCase : BenchCase.values()) {
                if (options.cases().contains(benchCase)) {
                    try (Contenders contenders = new Contenders(module, server, kafka, emmett)) {
                        run(benchCase, contenders, results);
                    }
                }
            }
        }
    }

    private void run(BenchCase benchCase, Contenders contenders, Results results) throws IOException {
        List<ContenderName> names = new ArrayList<>(benchCase.contenders());
        names.retainAll(options.contenders());
        if (benchCase == BenchCase.MEMORY) {
            measureMemory(contenders, results);
            return;
        }
        if (benchCase == BenchCase.CATCH_UP) {
            fillLogs(benchCase.work().events(), names, contenders);
        }
        if (benchCase == BenchCase.FORWARD && names.contains(ContenderName.STORE_DURABLE)) {
            contenders.get(ContenderName.STORE_DURABLE).orElseThrow().run(Warmup.OF_THE_SCHEMA);
            server.fillAlternately("bench_store_durable", "log", benchCase.work().events() / EVENTS_OF_A_SHORT_STREAM,
                    EVENTS_OF_A_SHORT_STREAM);
        }
        for (ContenderName name : names) {
            warmUp(benchCase, name, contenders);
        }
        for (int round = 1; round <= benchCase.rounds(options.rounds()); round++) {
            for (ContenderName name : names) {
                Optional<Measurement> measurement = measure(benchCase, name, contenders, "round" + round,
                        benchCase.seconds(options.seconds()));
                measurement.ifPresent(measured -> {
                    results.add(benchCase, name, measured);
                    System.out.printf("%-18s %-40s %,12.0f/s  p50 %6.2f ms  p99 %6.2f ms%n", benchCase.id(), name.title(),
                            measured.perSecond(), measured.p50() / 1000.0, measured.p99() / 1000.0);
                });
            }
            Collections.rotate(names, 1);
        }
    }

    /** Until it compiles little, or for as long as may be. */
    private void warmUp(BenchCase benchCase, ContenderName name, Contenders contenders) throws IOException {
        for (BenchCase warming : Warmup.of(benchCase)) {
            long beginning = System.nanoTime();
            double seconds;
            Optional<Measurement> last;
            int run = 0;
            do {
                last = measure(warming, name, contenders, "warmup-" + benchCase.id() + "-" + warming.id() + "-" + run++,
                        Warmup.SECONDS_AT_A_TIME);
                seconds = (System.nanoTime() - beginning) / 1e9;
            } while (last.isPresent() && Warmup.goesOn(warming, seconds, last.get()));
            if (last.isPresent()) {
                System.out.printf("%-18s %-40s warm after %.0f s, compiling %.1f %% of the time%n", warming.id(), name.title(),
                        seconds, last.get().compiling() * 100);
            }
        }
    }

    private Optional<Measurement> measure(BenchCase benchCase, ContenderName name, Contenders contenders, String run,
            double seconds) throws IOException {
        Optional<Runner> runner = contenders.get(processOf(benchCase, name));
        if (runner.isEmpty()) {
            return Optional.empty();
        }
        server.checkpoint();
        return Optional.of(runner.get().run(workOf(benchCase, name).inRun(benchCase.id() + "-" + run, seconds)));
    }

    /**
     * The bare client sends whole batches, and two of them at a time; the growing stores differ in their streams, and a store
     * in company from one without in nothing else: two processes that do the same differ by a tenth.
     */
    private static Work workOf(BenchCase benchCase, ContenderName name) {
        Work work = benchCase.work();
        if (benchCase == BenchCase.APPEND_64 && name == ContenderName.BARE) {
            return new Work(work.action(), BATCH_LIMIT_CALLERS, work.events(), work.streams(), 0, "");
        }
        if (companyOf(name) != Company.NOBODY) {
            return work.inCompanyOf(companyOf(name));
        }
        if (benchCase == BenchCase.GROWTH_AGGREGATE || benchCase == BenchCase.GROWTH_RANDOM) {
            int streams = switch (name) {
                case STORE_10K -> 100;
                case STORE_1M -> 10_000;
                default -> 100_000;
            };
            return new Work(work.action(), work.callers(), work.events(), streams, 0, "");
        }
        return work;
    }

    /** With and without company it is the same process. */
    private static ContenderName processOf(BenchCase benchCase, ContenderName name) {
        boolean isForwarding = benchCase == BenchCase.FORWARDED_1 || benchCase == BenchCase.FORWARDED_64;
        return isForwarding && name == ContenderName.STORE ? ContenderName.STORE_AFTER_COMMIT : name;
    }

    private static Company companyOf(ContenderName name) {
        return switch (name) {
            case STORE_SUBSCRIBED -> Company.SUBSCRIPTIONS_TO_A_CATEGORY_EACH;
            case STORE_SUBSCRIBED_TO_ALL -> Company.SUBSCRIPTIONS_TO_ALL;
            case STORE_AFTER_COMMIT -> Company.FORWARDING;
            case STORE_RECORDS -> Company.RECORDS;
            default -> Company.NOBODY;
        };
    }

    /** Emmett fills its own. */
    private void fillLogs(long events, List<ContenderName> names, Contenders contenders) throws IOException {
        if (names.contains(ContenderName.STORE)) {
            contenders.get(ContenderName.STORE).orElseThrow().run(Warmup.OF_THE_SCHEMA);
            server.fill("bench_store", "log", events / EVENTS_OF_A_STREAM, EVENTS_OF_A_STREAM);
        }
        if (names.contains(ContenderName.BARE)) {
            contenders.get(ContenderName.BARE).orElseThrow().run(Warmup.OF_THE_SCHEMA);
            server.fill("bench_bare", "log", events / EVENTS_OF_A_STREAM, EVENTS_OF_A_STREAM);
        }
    }

    private void measureMemory(Contenders contenders, Results results) throws IOException {
        Runner store = contenders.get(ContenderName.STORE).orElseThrow();
        store.run(Warmup.OF_THE_SCHEMA);
        server.fill("bench_store", "long", 1, BenchCase.MEMORY.work().events());
        Work work = BenchCase.MEMORY.work().inRun("long-0", 0);
        // Not measured: it compiles the code.
        store.run(work);
        for (int round = 1; round <= options.rounds(); round++) {
            Measurement measurement = store.run(work);
            results.add(BenchCase.MEMORY, ContenderName.STORE, measurement);
            System.out.printf("%-18s heap growth %,d bytes, %,.0f/s%n", BenchCase.MEMORY.id(), measurement.heapGrowth(),
                    measurement.perSecond());
        }
    }
}
