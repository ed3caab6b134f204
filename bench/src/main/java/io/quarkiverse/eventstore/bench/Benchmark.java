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
        try (Server server = Server.start()) {
            Results results = new Rounds(options, server, module).run();
            String report = new Report(results, Environment.of(server.version(), Server.SETTINGS,
                    options.rounds() + " rounds of " + options.seconds() + " s")).text();
            Path file = module.resolve("target/results.adoc");
            Files.writeString(file, report);
            System.out.println();
            System.out.println(report);
            System.out.println("Written to " + file + ".");
        }
    }
}
