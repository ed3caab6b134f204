package io.quarkiverse.eventstore.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.quarkiverse.eventstore.bench.launcher.Rounds;
import io.quarkiverse.eventstore.bench.launcher.Server;
import io.quarkiverse.eventstore.bench.report.Environment;
import io.quarkiverse.eventstore.bench.report.Report;

/** Measures, prints the table and writes it to {@code target/results.adoc}. Argument: the folder of this module. */
public final class Benchmark {

    private Benchmark() {
    }

    public static void main(String[] arguments) throws IOException {
        Path module = Path.of(arguments[0]);
        Options options = Options.of(System.getProperties());
        Results results = new Results();
        try (Server server = Server.start()) {
            try {
                new Rounds(options, server, module).run(results);
            } finally {
                write(module.resolve("target/results.adoc"), new Report(results, Environment.of(server.version(),
                        Server.SETTINGS, options.rounds() + " rounds of " + options.seconds() + " s")));
            }
        }
    }

    private static void write(Path file, Report report) throws IOException {
        Files.writeString(file, report.text());
        System.out.println();
        System.out.println(report.text());
        System.out.println("Written to " + file + ".");
    }
}
