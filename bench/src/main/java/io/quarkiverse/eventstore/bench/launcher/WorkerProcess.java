package io.quarkiverse.eventstore.bench.launcher;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.eventstore.bench.Measurement;
import io.quarkiverse.eventstore.bench.Work;

/**
 * A contender in a process of its own, with its own heap and its own compiled code.
 */
final class WorkerProcess implements Runner {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final BufferedWriter toProcess;
    private final BufferedReader fromProcess;

    private WorkerProcess(Process process) {
        this.process = process;
        this.toProcess = process.outputWriter();
        this.fromProcess = process.inputReader();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    /** The packaged Quarkus application as a contender, with its own schema. */
    static WorkerProcess java(Path module, Server server, String contender, String schema, String... properties)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java"), "-Xmx1g"));
        for (String property : properties) {
            command.add("-D" + property);
        }
        command.addAll(List.of(
                "-Dquarkus.event-store.postgresql.schema=" + schema,
                "-Dquarkus.datasource.username=postgres", "-Dquarkus.datasource.password=postgres",
                "-Dquarkus.datasource.reactive.url=postgresql://localhost:" + server.port() + "/postgres",
                "-Dbench.jdbc-url=jdbc:postgresql://localhost:" + server.port() + "/postgres?user=postgres",
                "-jar", module.resolve("target/quarkus-app/quarkus-run.jar").toString(), contender));
        return start(command);
    }

    /** Emmett in a Node.js process. */
    static WorkerProcess node(Path folder, Server server) throws IOException {
        return start(List.of("node", folder.resolve("worker.mjs").toString(),
                "postgresql://postgres@localhost:" + server.port() + "/postgres"));
    }

    private static WorkerProcess start(List<String> command) throws IOException {
        return new WorkerProcess(new ProcessBuilder(command).redirectError(Redirect.INHERIT).start());
    }

    @Override
    public Measurement run(Work work) throws IOException {
        toProcess.write(JSON.writeValueAsString(work));
        toProcess.newLine();
        toProcess.flush();
        String answer = fromProcess.readLine();
        if (answer == null) {
            throw new IOException("A contender ended while it did " + work + "; its errors are above.");
        }
        return JSON.readValue(answer, Measurement.class);
    }

    @Override
    public void close() throws IOException {
        toProcess.close();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
