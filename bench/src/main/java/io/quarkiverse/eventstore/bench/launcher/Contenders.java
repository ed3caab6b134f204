package io.quarkiverse.eventstore.bench.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.bench.ContenderName;
import io.quarkiverse.eventstore.bench.report.Environment;

/**
 * The contenders of one case, each started when it is first asked for. What a process has done in other cases would tell:
 * in its compiled code, in its heap, and in those of the server that serve its connections.
 */
final class Contenders implements AutoCloseable {

    private static final int FILLED_EVENTS = 100;

    private final Path module;
    private final Server server;
    private final Kafka kafka;
    private final Emmett emmett;
    private final Map<ContenderName, Optional<Runner>> runners = new EnumMap<>(ContenderName.class);

    Contenders(Path module, Server server, Kafka kafka, Emmett emmett) {
        this.module = module;
        this.server = server;
        this.kafka = kafka;
        this.emmett = emmett;
    }

    /** Empty if it cannot take part on this machine, which is told. */
    Optional<Runner> get(ContenderName name) throws IOException {
        @Nullable
        Optional<Runner> runner = runners.get(name);
        if (runner == null) {
            runner = start(name);
            runners.put(name, runner);
        }
        return runner;
    }

    private Optional<Runner> start(ContenderName name) throws IOException {
        return switch (name) {
            case STORE -> Optional.of(store("bench_store"));
            case STORE_ALONE -> Optional.of(WorkerProcess.java(module, server, "store", "bench_store_alone",
                    "quarkus.event-store.postgresql.group-commit.enabled=false"));
            case STORE_SUBSCRIBED, STORE_SUBSCRIBED_TO_ALL -> get(ContenderName.STORE);
            case STORE_AFTER_COMMIT -> Optional.of(WorkerProcess.java(module, server, "store", "bench_store_after_commit",
                    kafka.address(), "quarkus.event-store.forwarding.after-commit.enabled=true",
                    "quarkus.event-store.forwarding.after-commit.categories=forwarded"));
            case STORE_DURABLE -> Optional.of(WorkerProcess.java(module, server, "store-durable", "bench_store_durable",
                    kafka.address(), "quarkus.event-store.forwarding.durable.enabled=true"));
            case STORE_RECORDS -> get(ContenderName.STORE_AFTER_COMMIT);
            case KAFKA -> Optional.of(WorkerProcess.java(module, server, "kafka", "bench_unused", kafka.address()));
            case AXON -> Optional.of(WorkerProcess.java(module, server, "axon", "bench_unused"));
            case BARE -> Optional.of(WorkerProcess.java(module, server, "bare", "bench_bare"));
            case PGBENCH -> {
                if (Environment.versionOf("pgbench", "--version").isEmpty()) {
                    yield skip(name, "there is no pgbench on the path");
                }
                get(ContenderName.BARE).orElseThrow().run(Warmup.OF_THE_SCHEMA);
                yield Optional.of(new Pgbench(module, server));
            }
            case EMMETT -> emmett();
            case STORE_10K -> Optional.of(filled("bench_store_10k", 10_000));
            case STORE_1M -> Optional.of(filled("bench_store_1m", 1_000_000));
            case STORE_10M -> Optional.of(filled("bench_store_10m", 10_000_000));
        };
    }

    private Runner store(String schema) throws IOException {
        return WorkerProcess.java(module, server, "store", schema);
    }

    private Runner filled(String schema, long events) throws IOException {
        Runner store = store(schema);
        store.run(Warmup.OF_THE_SCHEMA);
        server.fill(schema, "agg" + FILLED_EVENTS, events / FILLED_EVENTS, FILLED_EVENTS);
        return store;
    }

    private Optional<Runner> emmett() throws IOException {
        if (Environment.versionOf("node", "--version").isEmpty() || Environment.versionOf("npm", "--version").isEmpty()) {
            return skip(ContenderName.EMMETT, "there is no Node.js with npm on the path");
        }
        Optional<Path> folder = emmett.folder();
        return folder.isEmpty() ? skip(ContenderName.EMMETT, "npm could not install it")
                : Optional.of(WorkerProcess.node(folder.get(), server));
    }

    private static Optional<Runner> skip(ContenderName name, String reason) {
        System.out.println("SKIPPED: " + name.title() + ": " + reason + ".");
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        for (Optional<Runner> runner : runners.values()) {
            if (runner.isPresent()) {
                runner.get().close();
            }
        }
    }
}
