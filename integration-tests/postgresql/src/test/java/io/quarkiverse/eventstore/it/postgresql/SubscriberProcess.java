package io.quarkiverse.eventstore.it.postgresql;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A {@link SubscriberNode} as its starter has it: to be paused, killed, or ended.
 */
final class SubscriberProcess implements AutoCloseable {

    private final Process process;
    private boolean isReady;

    private SubscriberProcess(Process process) {
        this.process = process;
    }

    static SubscriberProcess start(TestDatabase database, int partitions, long leaseMillis) {
        List<String> command = List.of(ProcessHandle.current().info().command().orElseThrow(), "-Xmx192m",
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
                SubscriberNode.class.getName(),
                String.valueOf(database.serverPort()), database.name(), String.valueOf(partitions),
                String.valueOf(leaseMillis));
        try {
            return new SubscriberProcess(new ProcessBuilder(command)
                    .redirectError(Redirect.appendTo(new File("target/subscriber-nodes.log"))).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it takes part in its subscriptions. */
    void awaitReady() {
        if (isReady) {
            return;
        }
        try {
            BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
            for (String line = output.readLine(); !"ready".equals(line); line = output.readLine()) {
                if (line == null) {
                    throw new AssertionError("A subscriber node ended before it was ready.");
                }
            }
            isReady = true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Freezes it, as a long garbage collection or a suspended machine would. */
    void freeze() {
        signal("STOP");
    }

    void thaw() {
        signal("CONT");
    }

    /** Ends it without any warning. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Has it append nothing more. */
    void followOnly() {
        try {
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Has it end its subscriptions, and waits for that. */
    void end() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        awaitEnd();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                throw new AssertionError("A subscriber node did not end.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
