package io.quarkiverse.eventstore.bench.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where the figures come from.
 */
public final class Environment {

    private Environment() {
    }

    public static Map<String, String> of(String postgresVersion, Map<String, String> settings, String run) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("Date", LocalDate.now().toString());
        environment.put("Machine", Runtime.getRuntime().availableProcessors() + " cores, " + processor()
                + ", server and contenders on the same machine");
        environment.put("System", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        environment.put("JDK", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
        environment.put("PostgreSQL", postgresVersion + ", " + settings);
        environment.put("Node.js", versionOf("node", "--version").orElse("none"));
        environment.put("pgbench", versionOf("pgbench", "--version").orElse("none"));
        environment.put("Run", run);
        return environment;
    }

    /** What a command says about its version; empty if there is no such command. */
    public static Optional<String> versionOf(String... command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 ? Optional.of(output) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static String processor() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream().filter(line -> line.startsWith("model name"))
                    .findFirst().map(line -> line.substring(line.indexOf(':') + 1).strip()).orElse("processor unknown");
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }
}
