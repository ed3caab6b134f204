package io.quarkiverse.eventstore.bench.launcher;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.HdrHistogram.Histogram;

import io.quarkiverse.eventstore.bench.Measurement;
import io.quarkiverse.eventstore.bench.Work;

/**
 * PostgreSQL's own benchmark: the limit of one transaction per append, and of inserting in bulk. Prepared statements, two
 * threads, latencies from its log of transactions.
 */
final class Pgbench implements Runner {

    private static final int BULK_EVENTS = 200;
    private static final int MICROS_COLUMN = 2;

    /** Then it prints no rate. */
    private static final String NONE_ENDED = "transactions actually processed: 0\n";

    private final Path scripts;
    private final Path logs;
    private final Server server;

    Pgbench(Path module, Server server) {
        this.scripts = module.resolve("src/main/pgbench");
        this.logs = module.resolve("target/pgbench");
        this.server = server;
    }

    @Override
    public Measurement run(Work work) throws IOException {
        boolean bulk = work.events() > 1;
        Path folder = Files.createDirectories(logs.resolve(work.run()));
        Process process = new ProcessBuilder(List.of("pgbench", "-h", "localhost", "-p", String.valueOf(server.port()), "-U",
                "postgres", "-n", "-M", "prepared", "-c", String.valueOf(work.callers()), "-j",
                String.valueOf(Math.min(2, work.callers())), "-T", String.valueOf((int) Math.ceil(work.seconds())), "-l", "-f",
                scripts.resolve(bulk ? "insert_select.sql" : "append.sql").toAbsolutePath().toString(), "postgres"))
                .directory(folder.toFile()).redirectError(Redirect.DISCARD).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        double transactions = output.lines().filter(line -> line.startsWith("tps = ")).findFirst()
                .map(line -> Double.parseDouble(line.split(" ")[2]))
                .or(() -> output.contains(NONE_ENDED) ? Optional.of(0.0) : Optional.empty())
                .orElseThrow(() -> new IOException("pgbench: expected a rate, but it printed: " + output));
        Histogram micros = latencies(folder);
        return new Measurement(transactions * (bulk ? BULK_EVENTS : 1), micros.getValueAtPercentile(50),
                micros.getValueAtPercentile(99), 0, 0);
    }

    private static Histogram latencies(Path folder) throws IOException {
        Histogram micros = new Histogram(3);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                try (Stream<String> lines = Files.lines(file)) {
                    lines.forEach(line -> micros.recordValue(Long.parseLong(line.split(" ")[MICROS_COLUMN])));
                }
                Files.delete(file);
            }
        }
        return micros;
    }

    @Override
    public void close() {
        // Each run is a process of its own.
    }
}
