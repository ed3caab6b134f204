package io.quarkiverse.eventstore.bench.report;

import static io.quarkiverse.eventstore.bench.BenchCase.AGGREGATE_1000;
import static io.quarkiverse.eventstore.bench.BenchCase.APPEND_1;
import static io.quarkiverse.eventstore.bench.BenchCase.APPEND_64;
import static io.quarkiverse.eventstore.bench.BenchCase.BULK_200;
import static io.quarkiverse.eventstore.bench.BenchCase.CATCH_UP;
import static io.quarkiverse.eventstore.bench.BenchCase.DELIVERY;
import static io.quarkiverse.eventstore.bench.BenchCase.DELIVERY_ELSEWHERE;
import static io.quarkiverse.eventstore.bench.BenchCase.FORWARD;
import static io.quarkiverse.eventstore.bench.BenchCase.FORWARDED_1;
import static io.quarkiverse.eventstore.bench.BenchCase.FORWARDED_64;
import static io.quarkiverse.eventstore.bench.BenchCase.GROWTH_AGGREGATE;
import static io.quarkiverse.eventstore.bench.BenchCase.GROWTH_APPEND;
import static io.quarkiverse.eventstore.bench.BenchCase.MEMORY;
import static io.quarkiverse.eventstore.bench.BenchCase.SUBSCRIBED_1;
import static io.quarkiverse.eventstore.bench.BenchCase.SUBSCRIBED_64;
import static io.quarkiverse.eventstore.bench.ContenderName.AXON;
import static io.quarkiverse.eventstore.bench.ContenderName.BARE;
import static io.quarkiverse.eventstore.bench.ContenderName.EMMETT;
import static io.quarkiverse.eventstore.bench.ContenderName.KAFKA;
import static io.quarkiverse.eventstore.bench.ContenderName.PGBENCH;
import static io.quarkiverse.eventstore.bench.ContenderName.STORE;
import static io.quarkiverse.eventstore.bench.ContenderName.STORE_10K;
import static io.quarkiverse.eventstore.bench.ContenderName.STORE_10M;
import static io.quarkiverse.eventstore.bench.ContenderName.STORE_AFTER_COMMIT;
import static io.quarkiverse.eventstore.bench.ContenderName.STORE_DURABLE;
import static io.quarkiverse.eventstore.bench.ContenderName.STORE_SUBSCRIBED;
import static io.quarkiverse.eventstore.bench.ContenderName.STORE_SUBSCRIBED_TO_ALL;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

import io.quarkiverse.eventstore.bench.BenchCase;
import io.quarkiverse.eventstore.bench.ContenderName;
import io.quarkiverse.eventstore.bench.Measurement;
import io.quarkiverse.eventstore.bench.Results;

/**
 * A ratio of two figures of the same round that must be reached, in the median.
 *
 * @param bound the least ratio, or the most if {@code atMost}
 */
record Goal(String text, BenchCase benchCase, ContenderName ours, ContenderName theirs, ToDoubleFunction<Measurement> figure,
        boolean atMost, double bound) {

    private static final double MEBIBYTE = 1024 * 1024;

    static final List<Goal> ALL = List.of(
            new Goal("append, 1 caller: p50 at most 1.25 × pgbench", APPEND_1, STORE, PGBENCH, Measurement::p50, true, 1.25),
            atLeast("append, 64 callers: 2 × pgbench, one transaction each", APPEND_64, PGBENCH, 2),
            atLeast("append, 64 callers: 2.5 × Axon", APPEND_64, AXON, 2.5),
            atLeast("append, 64 callers: 12 × Emmett", APPEND_64, EMMETT, 12),
            atLeast("append, 64 callers: aim at 0.8 × the batch statement", APPEND_64, BARE, 0.8),
            atLeast("append of 200 events: 0.6 × insert … select", BULK_200, PGBENCH, 0.6),
            atLeast("aggregate of 1,000 events: 0.6 × bare client", AGGREGATE_1000, BARE, 0.6),
            atLeast("aggregate of 1,000 events: 5 × Emmett", AGGREGATE_1000, EMMETT, 5),
            atLeast("aggregate of 1,000 events: 1.7 × Axon", AGGREGATE_1000, AXON, 1.7),
            loss("append, 1 caller: loses less than 5 % by 10 live subscriptions, each to a category of its own", SUBSCRIBED_1,
                    STORE_SUBSCRIBED),
            loss("append, 1 caller: loses less than 5 % by 10 live subscriptions, each to all events", SUBSCRIBED_1,
                    STORE_SUBSCRIBED_TO_ALL),
            loss("append, 1 caller: loses less than 5 % by forwarding after the commit", FORWARDED_1, STORE_AFTER_COMMIT),
            loss("append, 64 callers: loses less than 5 % by 10 live subscriptions, each to a category of its own",
                    SUBSCRIBED_64,
                    STORE_SUBSCRIBED),
            loss("append, 64 callers: loses less than 5 % by 10 live subscriptions, each to all events", SUBSCRIBED_64,
                    STORE_SUBSCRIBED_TO_ALL),
            loss("append, 64 callers: loses less than 5 % by forwarding after the commit", FORWARDED_64, STORE_AFTER_COMMIT),
            new Goal("forwarding a log to Kafka: 0.5 × bare producer", FORWARD, STORE_DURABLE, KAFKA, Measurement::perSecond,
                    false, 0.5),
            atLeast("catch-up over 1 M events: 0.4 × bare client", CATCH_UP, BARE, 0.4),
            atLeast("catch-up over 1 M events: 50 × Emmett", CATCH_UP, EMMETT, 50),
            growth("append at 10 M stored events: cost at most 1.5 × that at 10 k", GROWTH_APPEND),
            growth("aggregate at 10 M stored events: cost at most 1.5 × that at 10 k", GROWTH_AGGREGATE));

    private static Goal atLeast(String text, BenchCase benchCase, ContenderName theirs, double bound) {
        return new Goal(text, benchCase, STORE, theirs, Measurement::perSecond, false, bound);
    }

    private static Goal loss(String text, BenchCase benchCase, ContenderName burdened) {
        return new Goal(text, benchCase, burdened, STORE, Measurement::perSecond, false, 0.95);
    }

    private static Goal growth(String text, BenchCase benchCase) {
        return new Goal(text, benchCase, STORE_10K, STORE_10M, Measurement::perSecond, true, 1.5);
    }

    /** A row of the table; empty if one of the two was not measured. */
    Optional<List<String>> row(Results results) {
        OptionalDouble measured = results.medianRatio(benchCase, ours, theirs, figure);
        if (measured.isEmpty()) {
            return Optional.empty();
        }
        double ratio = measured.getAsDouble();
        boolean reached = atMost ? ratio <= bound : ratio >= bound;
        return Optional.of(List.of(text, String.format(Locale.ROOT, "%.2f", ratio), reached ? "yes" : "no"));
    }

    /** Rows about the time until an event is handled, which is no ratio. */
    static List<List<String>> deliveryRows(Results results) {
        return Stream.of(DELIVERY, DELIVERY_ELSEWHERE).flatMap(delivery -> results.median(delivery, STORE).stream()
                .map(measured -> List.of(delivery.title() + ": p50 at most 5 ms, p99 at most 20 ms",
                        String.format(Locale.ROOT, "%.1f ms, %.1f ms", measured.p50() / 1000.0, measured.p99() / 1000.0),
                        measured.p50() <= 5_000 && measured.p99() <= 20_000 ? "yes" : "no")))
                .toList();
    }

    /** The row about the memory of a long read, which is no ratio. */
    static Optional<List<String>> memoryRow(Results results) {
        return results.median(MEMORY, STORE).map(measurement -> List.of(
                "stream of 1,000,000 events: the heap grows by at most 32 MiB",
                String.format(Locale.ROOT, "%.1f MiB", measurement.heapGrowth() / MEBIBYTE),
                measurement.heapGrowth() <= 32 * MEBIBYTE ? "yes" : "no"));
    }
}
