package io.quarkiverse.eventstore.it.servers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A packaged application as a process of its own, with its log in a file beside it. It is soon there, rather than fast.
 */
public record PackagedApplication(Process process) implements AutoCloseable {

    /** @param build the build folder of its module */
    public static PackagedApplication start(Path build, Map<String, String> configuration) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder = new ProcessBuilder(java, "-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
        configuration.forEach((name, value) -> builder.command().add("-D" + name + "=" + value));
        builder.command().addAll(List.of("-jar", build.resolve("quarkus-app/quarkus-run.jar").toString()));
        builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(build.resolve("application.log").toFile()));
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return new PackagedApplication(process);
    }

    /** By SIGKILL. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Until it is thawed: it keeps its connections, and answers nobody. */
    public void freeze() throws IOException, InterruptedException {
        signal("STOP");
    }

    public void thaw() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        int exit = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start().waitFor();
        if (exit != 0) {
            throw new AssertionError("The application did not get signal " + name + ".");
        }
    }

    /** By SIGTERM, so that it ends what it has begun. */
    public void end() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            throw new AssertionError("The application did not end.");
        }
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
