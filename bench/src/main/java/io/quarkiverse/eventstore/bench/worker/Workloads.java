package io.quarkiverse.eventstore.bench.worker;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

import io.quarkiverse.eventstore.bench.Company;
import io.quarkiverse.eventstore.bench.Measurement;
import io.quarkiverse.eventstore.bench.Work;
import io.quarkiverse.eventstore.bench.contender.BareClient;
import io.quarkiverse.eventstore.bench.contender.Contender;

/**
 * The work that all contenders do in the same way.
 */
final class Workloads {

    private static final int CHUNK = 500;
    private static final int MIXED_EVENTS = 30;
    private static final int SPREAD = 100;

    private final Contender contender;
    private final Set<String> prepared = new HashSet<>();
    private final AtomicLong streams = new AtomicLong();

    Workloads(Contender contender) {
        this.contender = contender;
    }

    Measurement run(Work work) {
        return switch (work.action()) {
            case "append" -> measure(work, conflicts -> append(work));
            case "hot" -> {
                String stream = "hot-" + work.run();
                contender.append(stream, 1).toCompletableFuture().join();
                yield measure(work, conflicts -> appendOptimistically(stream, conflicts));
            }
            case "aggregate" -> {
                prepare(work.streams(), work.events());
                yield measure(work, conflicts -> contender.aggregate(prepared(work.events(), work.streams())));
            }
            case "aggregate-any" -> measure(work,
                    conflicts -> contender.aggregate(prepared(work.events(), work.streams())));
            case "aggregate-spread" -> measure(work,
                    conflicts -> contender.aggregate(spread(work.events(), work.streams())));
            case "mixed" -> {
                prepare(work.streams(), MIXED_EVENTS);
                yield measure(work, conflicts -> ThreadLocalRandom.current().nextInt(100) < 80
                        ? contender.aggregate(prepared(MIXED_EVENTS, work.streams())).thenApply(events -> 1L)
                        : appendOptimistically("mixed-" + ThreadLocalRandom.current().nextInt(10_000), conflicts));
            }
            default -> throw new IllegalArgumentException("Work: expected a known action, but it is " + work.action() + ".");
        };
    }

    /** The bare client's way through the log. */
    Measurement pageThroughLog(Work work, BareClient client) {
        long beginning = System.nanoTime();
        long events = client.pageThroughLog(work.events(), 0, 0).toCompletableFuture().join();
        return new Measurement(events / ((System.nanoTime() - beginning) / 1e9), 0, 0, 0, 0);
    }

    private interface Operation {
        CompletionStage<Long> begin(LongAdder conflicts);
    }

    private Measurement measure(Work work, Operation operation) {
        LongAdder conflicts = new LongAdder();
        Supplier<CompletionStage<Long>> begin = () -> operation.begin(conflicts);
        if (!contender.isBlocking()) {
            return ClosedLoop.run(work.callers(), work.seconds(), Runnable::run, conflicts, begin);
        }
        ExecutorService threads = Executors.newFixedThreadPool(work.callers());
        try {
            return ClosedLoop.run(work.callers(), work.seconds(), threads, conflicts, begin);
        } finally {
            threads.shutdown();
        }
    }

    private CompletionStage<Long> append(Work work) {
        return contender.append(category(work) + "-" + work.run() + "-" + streams.incrementAndGet(), work.events());
    }

    /** Events of one category only are forwarded, so that the same process appends with and without that. */
    private static String category(Work work) {
        return work.company() == Company.FORWARDING ? "forwarded" : "cart";
    }

    /** Reads the version, appends at it, and tries again if another caller was faster. */
    private CompletionStage<Long> appendOptimistically(String stream, LongAdder conflicts) {
        return contender.version(stream)
                .thenCompose(version -> contender.appendAt(stream, version))
                .thenCompose(appended -> {
                    if (appended) {
                        return CompletableFuture.completedFuture(1L);
                    }
                    conflicts.increment();
                    return appendOptimistically(stream, conflicts);
                });
    }

    private void prepare(int count, int events) {
        if (!prepared.add(events + "/" + count)) {
            return;
        }
        for (int i = 0; i < count; i++) {
            fill("agg" + events + "-" + i, events);
        }
    }

    private void fill(String stream, int events) {
        contender.append(stream, Math.min(events, CHUNK)).toCompletableFuture().join();
        for (int filled = CHUNK; filled < events; filled += CHUNK) {
            contender.extend(stream, filled, Math.min(CHUNK, events - filled)).toCompletableFuture().join();
        }
    }

    /** One of always the same 100 streams, which stand at equal distances in the whole. */
    private static String spread(int events, int count) {
        return "agg" + events + "-" + ThreadLocalRandom.current().nextInt(SPREAD) * (count / SPREAD);
    }

    private static String prepared(int events, int count) {
        return "agg" + events + "-" + ThreadLocalRandom.current().nextInt(count);
    }
}
