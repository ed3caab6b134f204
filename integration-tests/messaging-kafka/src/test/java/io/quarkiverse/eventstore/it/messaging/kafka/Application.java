package io.quarkiverse.eventstore.it.messaging.kafka;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The packaged application as a process of its own, with its log in a file. */
record Application(Process process) implements AutoCloseable {

    private static final Path BUILD = Path.of("target");

    static Application start(Map<String, String> configuration) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder = new ProcessBuilder(java, "-Xmx256m");
        configuration.forEach((name, value) -> builder.command().add("-D" + name + "=" + value));
        builder.command().addAll(List.of("-jar", BUILD.resolve("quarkus-app/quarkus-run.jar").toString()));
        builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(BUILD.resolve("application.log").toFile()));
        return new Application(builder.start());
    }

    /** By SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
